import type { ToLearner } from '../answers.ts';
import { readFromLearner, type LearnerMessage } from '../messages.ts';
import { longestMessage } from '../shown-code.ts';
import { isOfNone, type EventData, type PageEvent } from '../state.ts';
import { newId } from './access.ts';
import { Bucket } from './limits.ts';
import { refuse, type Link, type Receiver } from './link.ts';
import type { LiveClass } from './live-class.ts';
import { newsFor } from './views.ts';

/** Messages a second that a page may send for long, and at once after a while of quiet. */
const pace = { perSecond: 5, atOnce: 60 };
/** The same in characters, of all pages of a learner: now and then the code of an exercise, and some of these that were kept while there was no hub. */
export const paceOfText = { perSecond: 4000, atOnce: 4 * longestMessage };
/** Outboxes of one learner: a page has one for as long as it is there. */
const mostOutboxes = 2000;

/** A learner's page, once it has shown who it is. */
export class LearnerLink implements Receiver {
  readonly member: string;
  readonly #link: Link;
  readonly #live: LiveClass;
  readonly #now: () => number;
  readonly #onClosed: () => void;
  readonly #bucket = new Bucket(pace.perSecond, pace.atOnce, performance.now());
  readonly #textBucket: Bucket;
  /** Of what this link says for the page. */
  readonly #outbox = newId();
  #n = 0;
  #seen: number;
  #last = '';
  /** Where the page is, as it said. */
  #place: PageEvent | null = null;
  #repeating = false;

  /** @param text what the member may still say, in characters, whatever page it comes from */
  constructor(
    link: Link,
    live: LiveClass,
    member: string,
    seen: number,
    text: Bucket,
    now: () => number,
    onClosed: () => void,
  ) {
    this.#link = link;
    this.#textBucket = text;
    this.#live = live;
    this.member = member;
    this.#seen = seen;
    this.#now = now;
    this.#onClosed = onClosed;
    this.tell();
  }

  receive(text: string): void {
    const message = readFromLearner(text);
    if (!message) return refuse(this.#link, text);
    const now = performance.now();
    if (!this.#bucket.take(now) || !this.#textBucket.take(now, text.length)) return this.#link.close();
    const { source, n, message: said } = message;
    const me = this.#live.state.members.get(this.member);
    if (!me) return; // taken out, as it is told
    const data = dataOf(said, source, me.help !== null);
    if (data.type === 'place') this.#place = data;
    // Of this member alone, whatever the page calls its outbox.
    const own = `${this.member} ${source}`;
    const acknowledge = () => this.#send({ type: 'ack', source, n });
    if ((me.outboxes.get(own) ?? -1) >= n || isOfNone(me, data)) return acknowledge();
    if (!me.outboxes.has(own) && me.outboxes.size >= mostOutboxes) return this.#link.close();
    if (!this.#live.take({ by: this.member, source: own, n, data }, acknowledge)) this.#link.close();
  }

  /** Says what is new to this learner, if anything is. */
  tell(): void {
    const { state } = this.#live;
    if (!state.members.has(this.member)) return this.end('removed');
    const news = newsFor(this.#live, this.member, this.#seen, this.#now());
    const text = JSON.stringify({ ...news, now: 0, seq: 0 });
    if (text === this.#last) return;
    this.#seen = news.messages.at(-1)?.seq ?? this.#seen;
    this.#last = JSON.stringify({ ...news, now: 0, seq: 0, messages: [] });
    this.#send(news);
  }

  /** Another hub took the member for gone, when a page of theirs closed there: says that this one is here. */
  stillHere(): void {
    if (!this.#place || this.#repeating) return;
    const event = { by: this.member, source: `${this.member} ${this.#outbox}`, n: this.#n++, data: this.#place };
    this.#repeating = this.#live.take(event, () => {
      this.#repeating = false;
    });
  }

  end(why: 'ended' | 'removed'): void {
    this.#send({ type: 'gone', why });
    this.#link.close();
  }

  closed(): void {
    this.#onClosed();
  }

  #send(message: ToLearner): void {
    this.#link.send(JSON.stringify(message));
  }
}

/** What is stored of it: with the page that said it, and whether a hand was up already. */
function dataOf(said: LearnerMessage, page: string, again: boolean): EventData {
  if (said.type === 'place' || said.type === 'report') return { ...said, page };
  return said.type === 'help' ? { ...said, again } : said;
}

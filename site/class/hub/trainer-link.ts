import type { ToTrainer } from '../answers.ts';
import { readFromTrainer, type Hello } from '../messages.ts';
import type { ClassState } from '../state.ts';
import { Bucket } from './limits.ts';
import { refuse, type Link, type Receiver } from './link.ts';
import type { LiveClass } from './live-class.ts';
import { changedMembers, classView, memberView, resultsOf } from './views.ts';

const pace = { perSecond: 20, atOnce: 100 };
/** The page is told what has changed at most so often. */
const every = 80; // ms
/** A page that has not taken so much yet is told nothing more: what it missed comes as one state. */
const mostBacklog = 512 * 1024; // characters

/** A trainer's page. It is told states, not events: a slow one is told fewer. */
export class TrainerLink implements Receiver {
  readonly #link: Link;
  readonly #live: LiveClass;
  readonly #who: Extract<Hello, { as: 'trainer' }>;
  readonly #turnedAway: () => number;
  readonly #now: () => number;
  readonly #onClosed: () => void;
  readonly #bucket = new Bucket(pace.perSecond, pace.atOnce, performance.now());
  #told: ClassState | null = null;
  #toldClass = '';
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    link: Link,
    live: LiveClass,
    who: Extract<Hello, { as: 'trainer' }>,
    turnedAway: () => number,
    now: () => number,
    onClosed: () => void,
  ) {
    this.#link = link;
    this.#live = live;
    this.#who = who;
    this.#turnedAway = turnedAway;
    this.#now = now;
    this.#onClosed = onClosed;
    this.#tellNow();
  }

  receive(text: string): void {
    const message = readFromTrainer(text);
    if (!message) return refuse(this.#link, text);
    if (!this.#bucket.take(performance.now())) return this.#link.close();
    if (message.type === 'look') {
      const { member } = message;
      return this.#send({ type: 'code', member, code: this.#live.state.members.get(member)?.code ?? null });
    }
    const { source, n, message: data } = message;
    const { id, name } = this.#who;
    const own = `${id} ${source}`;
    const acknowledge = () => {
      this.#send({ type: 'ack', source, n });
      if (data.type === 'export') this.#send({ type: 'results', results: resultsOf(this.#live, this.#now()) });
    };
    if ((this.#live.state.stored.get(own) ?? -1) >= n) return acknowledge();
    const event = { by: id, source: own, n, data: { ...data, trainer: name } };
    if (!this.#live.take(event, acknowledge)) this.#link.close();
  }

  tell(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      if (this.#link.backlog > mostBacklog) return this.tell();
      this.#tellNow();
    }, every);
  }

  end(): void {
    this.#send({ type: 'gone', why: 'ended' });
    this.#link.close();
  }

  closed(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#onClosed();
  }

  #tellNow(): void {
    const { state } = this.#live;
    const view = classView(this.#live, this.#turnedAway(), this.#now());
    const text = JSON.stringify({ ...view, now: 0, seq: 0 });
    if (text !== this.#toldClass) this.#send(view);
    this.#toldClass = text;
    const { changed, removed } = changedMembers(this.#told ?? { ...state, members: new Map() }, state);
    if (changed.length || removed.length || !this.#told)
      this.#send({ type: 'members', seq: state.seq, members: changed.map((id) => memberView(state, id)), removed });
    this.#told = state;
  }

  #send(message: ToTrainer): void {
    this.#link.send(JSON.stringify(message));
  }
}

import * as v from 'valibot';
import { pollFor, type Polled } from '../addresses.ts';
import { readHello, type Hello } from '../messages.ts';
import { longestMessage } from '../shown-code.ts';
import { newId } from './access.ts';
import type { Hub } from './hub.ts';
import type { Link, Visitor } from './link.ts';

const poll = v.strictObject({
  /** Of one connection of one page, which chose it. */
  session: v.pipe(v.string(), v.regex(/^[\w-]{16,64}$/)),
  /** Who this is: a hub that has not met the session begins with it. */
  hello: v.pipe(v.string(), v.maxLength(1000)),
  messages: v.pipe(v.array(v.pipe(v.string(), v.maxLength(longestMessage))), v.maxLength(100)),
});

/** A page that does not come back within this time after its last answer is gone. */
const patience = 15_000; // ms
const mostQueued = 1024 * 1024; // characters
/** What a page says is answered with what comes of it, if that comes soon: the next request may go to another hub. */
const answerWithin = 1000; // ms

/** A connection made of requests, for where a proxy breaks WebSockets. */
class PollingLink implements Link {
  readonly address: string;
  readonly who: string;
  backlog = 0;
  receiver: Visitor | null = null;
  readonly #id = newId();
  #answers = 0;
  readonly #onGone: () => void;
  #queue: string[] = [];
  /** Requests that wait, the newest last. */
  readonly #waiting: (() => void)[] = [];
  #closed = false;
  #gone: ReturnType<typeof setTimeout> | null = null;

  constructor(address: string, who: string, onGone: () => void) {
    this.address = address;
    this.who = who;
    this.#onGone = onGone;
  }

  send(text: string): void {
    if (this.#closed) return;
    this.#queue.push(text);
    this.backlog += text.length;
    if (this.backlog > mostQueued) return this.close();
    // The newest first: it brought what this may be the answer to.
    this.#waiting.pop()?.();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.receiver?.closed();
    // What was sent last may still be fetched.
    this.#expect();
    for (const done of this.#waiting.splice(0)) done();
  }

  /** What the page says. */
  take(messages: readonly string[]): void {
    for (const message of messages) if (!this.#closed) this.receiver?.receive(message);
  }

  /** Resolves when there is something to say or the time is over; with null when the request has ended. */
  async poll(within: number, signal: AbortSignal): Promise<Polled | null> {
    if (this.#gone) clearTimeout(this.#gone);
    this.#gone = null;
    // One that listens, and one that brings something: a page has no more.
    if (this.#waiting.length > 1) this.#waiting.shift()!();
    if (!this.#queue.length && !this.#closed)
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          const place = this.#waiting.indexOf(done);
          if (place >= 0) this.#waiting.splice(place, 1);
          resolve();
        };
        const timer = setTimeout(done, within);
        this.#waiting.push(done);
        signal.addEventListener('abort', done, { once: true });
      });
    if (!this.#waiting.length) this.#expect();
    if (signal.aborted) return null;
    const answer = { link: this.#id, n: this.#answers++, messages: this.#queue, closed: this.#closed };
    this.#queue = [];
    this.backlog = 0;
    return answer;
  }

  #expect(): void {
    if (this.#gone) clearTimeout(this.#gone);
    this.#gone = setTimeout(() => {
      this.close();
      this.#onGone();
    }, patience);
    this.#gone.unref();
  }
}

export class Polling {
  readonly #hub: Hub;
  /** The oldest first. */
  readonly #links = new Map<string, PollingLink>();
  readonly #most: number;

  /** @param most sessions at once: each costs little, but not nothing */
  constructor(hub: Hub, most: number) {
    this.#hub = hub;
    this.#most = most;
  }

  /** Answers one poll; null where it is malformed, its session is none of ours, or nobody waits for it any more. */
  async answer(text: string, address: string, signal: AbortSignal): Promise<Polled | null> {
    const asked = read(text);
    if (!asked) return null;
    const { session, hello, messages } = asked;
    const who = whoIn(hello);
    if (who === null) return null;
    const link = this.#links.get(session) ?? this.#open(session, who, hello, address);
    if (link?.who !== who) return null;
    link.take(messages);
    return link.poll(messages.length ? answerWithin : pollFor, signal);
  }

  #open(session: string, who: string, hello: string, address: string): PollingLink | null {
    if (this.#links.size >= this.#most && !this.#dropStranger()) return null;
    const link = new PollingLink(address, who, () => this.#links.delete(session));
    link.receiver = this.#hub.accept(link);
    this.#links.set(session, link);
    link.take([hello]);
    return link;
  }

  /** Makes room: lets go of who has shown to be nobody. */
  #dropStranger(): boolean {
    for (const [session, link] of this.#links) {
      if (link.receiver?.isKnown) continue;
      link.close();
      return this.#links.delete(session);
    }
    return false;
  }
}

/** What shows who a page is: whoever has only its session gets nothing of it. */
function whoIn(text: string): string | null {
  const hello: Hello | null = readHello(text);
  return hello && (hello.as === 'learner' ? `learner ${hello.token}` : `trainer ${hello.key} ${hello.id}`);
}

function read(text: string): v.InferOutput<typeof poll> | null {
  try {
    const result = v.safeParse(poll, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null; // no JSON
  }
}

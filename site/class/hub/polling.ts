import * as v from 'valibot';
import { pollFor, type Polled } from '../addresses.ts';
import { longestMessage } from '../messages.ts';
import { newSecret } from './access.ts';
import type { Hub } from './hub.ts';
import type { Link, Receiver } from './link.ts';

const poll = v.strictObject({
  session: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  messages: v.pipe(v.array(v.pipe(v.string(), v.maxLength(longestMessage))), v.maxLength(100)),
});

/** A page that does not come back within this time after its last answer is gone. */
const patience = 15_000; // ms
/** Pages at once: each costs little, but not nothing. */
const mostSessions = 12_000;
const mostQueued = 1024 * 1024; // characters

/** A connection made of requests, for where a proxy breaks WebSockets. */
class PollingLink implements Link {
  readonly address: string;
  readonly session = newSecret();
  backlog = 0;
  receiver: Receiver | null = null;
  readonly #onGone: () => void;
  #queue: string[] = [];
  #answer: (() => void) | null = null;
  #closed = false;
  #gone: ReturnType<typeof setTimeout> | null = null;

  constructor(address: string, onGone: () => void) {
    this.address = address;
    this.#onGone = onGone;
  }

  send(text: string): void {
    if (this.#closed) return;
    this.#queue.push(text);
    this.backlog += text.length;
    if (this.backlog > mostQueued) return this.close();
    this.#answer?.();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.receiver?.closed();
    this.#answer?.();
    // What was sent last may still be fetched.
    if (!this.#answer) this.#expect();
  }

  /** What the page says meanwhile. */
  take(messages: readonly string[]): Polled {
    for (const message of messages) if (!this.#closed) this.receiver?.receive(message);
    return { session: this.session, messages: [], closed: this.#closed };
  }

  /** Resolves when there is something to say, when the time is over, or when the request has ended. */
  async poll(signal: AbortSignal): Promise<Polled> {
    if (this.#gone) clearTimeout(this.#gone);
    this.#answer?.(); // a second request of one page takes the first one's place
    if (!this.#queue.length && !this.#closed)
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          if (this.#answer === done) this.#answer = null;
          resolve();
        };
        const timer = setTimeout(done, pollFor);
        this.#answer = done;
        signal.addEventListener('abort', done, { once: true });
      });
    this.#expect();
    if (signal.aborted) return { session: this.session, messages: [], closed: this.#closed };
    const answer = { session: this.session, messages: this.#queue, closed: this.#closed };
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
  readonly #links = new Map<string, PollingLink>();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** Answers one poll; null where it is malformed or its session is none of ours. */
  async answer(text: string, address: string, signal: AbortSignal): Promise<Polled | null> {
    const asked = read(text);
    if (!asked) return null;
    const link = asked.session === null ? this.#open(address) : this.#links.get(asked.session);
    if (!link) return null;
    const taken = link.take(asked.messages);
    return asked.session !== null && asked.messages.length ? taken : link.poll(signal);
  }

  #open(address: string): PollingLink | null {
    if (this.#links.size >= mostSessions) return null;
    const link: PollingLink = new PollingLink(address, () => this.#links.delete(link.session));
    link.receiver = this.#hub.accept(link);
    this.#links.set(link.session, link);
    return link;
  }
}

function read(text: string): v.InferOutput<typeof poll> | null {
  try {
    const result = v.safeParse(poll, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null; // no JSON
  }
}

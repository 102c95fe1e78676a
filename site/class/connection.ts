import { signal } from '@preact/signals';
import { randomId } from './random-id.ts';
import { openPolling, openSocket, type Transport } from './transport.ts';

/** What was said and is not known to be stored, or refused. */
interface Unstored {
  source: string;
  n: number;
  /** A newer one of the same slot takes its place: what would say nothing new is not sent. */
  slot: string | null;
  message: object;
}

export interface ConnectionOptions {
  /** The site's address. */
  base: string;
  /** What says who this is; asked for anew each time. */
  hello(): object;
  /** A connection is being made: what is said now is the first to be sent. */
  onOpening(): void;
  onMessage(message: { type: string }): void;
  /** Where what is not stored yet outlives this page, in its tab. One of each class: nothing of one is told to the next. */
  outbox: string;
}

const firstWait = 500; // ms
const longestWait = 15_000; // ms
/** Nothing acknowledged for so long, of what was said, tells that the connection is dead, whatever it looks like. */
const acknowledgedWithin = 15_000; // ms
/** Sockets that never worked before polling is tried. */
const socketTries = 2;

/**
 * A page's line to the hub, for as long as the page is there: made again where it breaks, by WebSocket, and by polling where those do not work.
 * What is said is sent until the hub has stored it, or has refused it for good.
 */
export class Connection {
  readonly connected = signal(false);
  readonly #options: ConnectionOptions;
  readonly #source = randomId();
  #n = 0;
  #unstored: Unstored[];
  #transport: Transport | null = null;
  /** Of what was said, what this transport was given and has not acknowledged. */
  #sent: Unstored[] = [];
  #failed = 0;
  #polls = false;
  #closed = false;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #deadline: ReturnType<typeof setTimeout> | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#unstored = this.#load();
    addEventListener('online', this.#soon);
    document.addEventListener('visibilitychange', this.#soon);
    this.#connect();
  }

  /** Says something that is to be stored. */
  say(message: object, slot: string | null = null): void {
    if (this.#closed) return;
    const said = { source: this.#source, n: this.#n++, slot, message };
    this.#unstored = [...this.#unstored.filter((other) => slot === null || other.slot !== slot), said];
    this.#save();
    if (this.connected.value) this.#send();
  }

  /** Asks for something of the moment: it is not said again where the connection is lost. */
  ask(message: object): void {
    if (this.connected.value) this.#transport?.send(JSON.stringify(message));
  }

  /** For good; what is not stored is dropped. */
  close(): void {
    this.#closed = true;
    this.#unstored = [];
    this.#save();
    removeEventListener('online', this.#soon);
    document.removeEventListener('visibilitychange', this.#soon);
    if (this.#retry) clearTimeout(this.#retry);
    this.#transport?.close();
  }

  #connect(): void {
    this.#retry = null;
    const open = this.#polls ? openPolling : openSocket;
    this.#options.onOpening();
    const transport: Transport = open(this.#options.base, this.#options.hello, {
      onMessage: (text) => {
        if (this.#transport === transport) this.#take(JSON.parse(text));
      },
      onClosed: () => {
        if (this.#transport === transport) this.#lost();
      },
    });
    this.#transport = transport;
    this.#sent = [];
  }

  #take(message: { type: string; source?: string; n?: number }): void {
    if (message.type === 'ack' || message.type === 'refused') {
      const isOther = ({ source, n }: Unstored) => source !== message.source || n !== message.n;
      this.#unstored = this.#unstored.filter(isOther);
      this.#sent = this.#sent.filter(isOther);
      this.#save();
      this.#expectNothing();
      this.#send();
      return;
    }
    this.#options.onMessage(message);
    if (this.connected.value || this.#closed || message.type === 'gone') return;
    this.#failed = 0;
    this.connected.value = true;
    this.#send();
  }

  #lost(): void {
    this.#transport = null;
    this.#expectNothing();
    const worked = this.connected.value;
    this.connected.value = false;
    if (this.#closed) return;
    this.#failed++;
    // Where neither works, the hub is away: they take turns until one does.
    if (!worked && this.#failed % socketTries === 0) this.#polls = !this.#polls;
    const wait = Math.min(longestWait, firstWait * 2 ** Math.min(this.#failed, 10));
    this.#retry = setTimeout(() => this.#connect(), wait * (0.5 + Math.random() / 2)); // not all pages at once
  }

  /** The network is back, or the reader is. */
  #soon = (): void => {
    if (!this.#retry || document.hidden) return;
    clearTimeout(this.#retry);
    this.#connect();
  };

  /**
   * Sends what has not been. Each poll may come to another hub of the class: were a message stored by one while an earlier one waits in another, which then dies,
   * the earlier would be taken for stored. So what was polled is waited for.
   */
  #send(): void {
    const waits = this.#polls && this.#sent.length > 0;
    const next = waits ? [] : this.#unstored.filter((said) => !this.#sent.includes(said));
    this.#sent.push(...next);
    for (const { source, n, message } of next)
      this.#transport?.send(JSON.stringify({ type: 'up', source, n, message }));
    // What is said after it does not put it off.
    if (this.#unstored.length) this.#deadline ??= setTimeout(() => this.#transport?.close(), acknowledgedWithin);
  }

  #expectNothing(): void {
    if (this.#deadline) clearTimeout(this.#deadline);
    this.#deadline = null;
  }

  #load(): Unstored[] {
    try {
      return JSON.parse(sessionStorage.getItem(this.#options.outbox) ?? '[]');
    } catch {
      return []; // blocked, or not ours
    }
  }

  #save(): void {
    try {
      sessionStorage.setItem(this.#options.outbox, JSON.stringify(this.#unstored));
    } catch {
      // Full or blocked: it is still sent by this page.
    }
  }
}

type Timer = ReturnType<typeof setTimeout>;

/** The longest that a timer waits: with more, it would not wait at all. */
const LONGEST = 2 ** 31 - 1;

/** What an idle timer watches: a session or a stream. */
export interface Idling {
  readonly _connection: { readonly movements: number; movementsSeen: number };
  /** Something that was written has not gone out whole. */
  readonly _isWriting: boolean;
  _touch(): void;
  emit(event: 'timeout'): boolean;
}

/** The idle timer of a session or a stream: 'timeout' after a silence. A write that a slow reader takes its time over is none while octets move. */
export class IdleTimer {
  readonly #owner: Idling;
  #timer: Timer | null = null;
  #milliseconds = 0;

  constructor(owner: Idling) {
    this.#owner = owner;
  }

  start(milliseconds: number): void {
    this.stop();
    this.#milliseconds = milliseconds;
    this.#timer = setTimeout(() => this.#elapsed(), Math.min(milliseconds, LONGEST));
    (this.#timer as { unref?: () => void }).unref?.();
  }

  touch(): void {
    if (this.#timer === null) return;
    // A browser's timer is a number, which nothing sets back.
    if ((this.#timer as Partial<Timer>).refresh !== undefined) this.#timer.refresh();
    else this.start(this.#milliseconds);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #elapsed(): void {
    const owner = this.#owner;
    const connection = owner._connection;
    if (owner._isWriting && connection.movements !== connection.movementsSeen) {
      connection.movementsSeen = connection.movements;
      owner._touch();
    } else {
      owner.emit('timeout');
    }
  }
}

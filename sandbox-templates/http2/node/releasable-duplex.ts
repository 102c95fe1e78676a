import { Duplex, Readable, Writable } from 'node:stream';
import type { DuplexOptions } from 'node:stream';

type Done = (error?: Error | null) => void;
type StateConstructor = new (options: DuplexOptions, stream: object, isDuplex: boolean) => object;

const { WritableState } = Writable as unknown as { WritableState: StateConstructor };
/** The events that Node's Duplexes have places for from the start; elsewhere there are none. */
const { _events: known } = new Duplex() as unknown as { _events: object };
const hasPlaces = Object.keys(known).length > 0;

/** Stands in for a Duplex with its WritableState: does all that a write or an end which is done later does to a stream. */
class Hand {
  _writableState: object | null = null;
  readonly _readableState: object;
  #stream: Duplex | null;

  constructor(stream: Duplex, readableState: object) {
    this.#stream = stream;
    this._readableState = readableState;
  }

  _write(chunk: unknown, encoding: BufferEncoding, callback: Done): void {
    this.#stream?._write(chunk, encoding, callback);
  }

  // A Duplex may be without these two.
  get _writev(): Duplex['_writev'] {
    return this.#stream?._writev?.bind(this.#stream);
  }

  get _final(): Duplex['_final'] | undefined {
    return this.#stream?._final?.bind(this.#stream);
  }

  emit(event: string, ...values: unknown[]): boolean {
    return this.#stream?.emit(event, ...values) ?? false;
  }

  destroy(error?: Error): void {
    this.#stream?.destroy(error);
  }

  letGo(): void {
    this.#stream = null;
  }
}

interface State {
  _events: object | undefined;
  _readableState: object;
  _writableState: object;
  _hand: Hand;
}

function construct(this: Duplex & State, options: DuplexOptions): void {
  this._events = hasPlaces ? { ...known } : undefined;
  (Readable as unknown as (this: Duplex, options: DuplexOptions) => void).call(this, options);
  const hand = new Hand(this, this._readableState);
  this._hand = hand;
  this._writableState = hand._writableState = new WritableState(options, hand, true);
  this.allowHalfOpen = true;
}
construct.prototype = Object.create(Duplex.prototype) as Duplex;

/**
 * A Duplex whose memory is free soon after it has ended. The WritableState of Node's own has a function that leads to its stream; and
 * functions that are assigned to properties V8 puts into the old generation at once. So every stream that has ended lives on, with all
 * that its listeners lead to, from one collection of the young generation to the next, is copied there, and dies in a full one: half of
 * what a call of grpc-js allocates, and a tenth of its time. Here that function leads to a stand-in, which lets go.
 */
export const ReleasableDuplex = construct as unknown as new (options: DuplexOptions) => Duplex & State;

/** A stream is destroyed: nothing that begins from now on shows on it. What was done before is told in this tick, or the next. */
export function release({ _hand: hand }: Pick<State, '_hand'>): void {
  process.nextTick(letGo, hand);
}

function letGo(hand: Hand): void {
  hand.letGo();
}

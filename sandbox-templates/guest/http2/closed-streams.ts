/** How a stream was closed, as far as it matters for frames that still come for it (RFC 9113 section 5.1). */
export type Closure = 'ended' | 'resetByPeer' | 'resetByUs' | 'unknown';

const REMEMBERED = 512;
const closures: readonly Closure[] = ['unknown', 'ended', 'resetByPeer', 'resetByUs'];

/** Remembers how the streams closed last were closed; bounded, so that a long connection does not grow. */
export class ClosedStreams {
  /** By the low bits of the identifier: the identifier, shifted, with the closure in the low two bits. */
  #slots: Float64Array | null = null;

  remember(id: number, closure: Closure): void {
    this.#slots ??= new Float64Array(REMEMBERED);
    this.#slots[(id >>> 1) % REMEMBERED] = id * 4 + closures.indexOf(closure);
  }

  closureOf(id: number): Closure {
    const slot = this.#slots?.[(id >>> 1) % REMEMBERED] ?? 0;
    return Math.floor(slot / 4) === id ? closures[slot % 4]! : 'unknown';
  }
}

/** How a stream was closed, as far as it matters for frames that still come for it (RFC 9113 section 5.1). */
export type Closure = 'ended' | 'resetByPeer' | 'resetByUs' | 'unknown';

/** Streams whose ordinary end is remembered: a frame for one of them shows that the peer has lost its count. */
const ENDED_REMEMBERED = 64;
/** Resets that are remembered. Frames for such a stream may be under way for as long as a turn of the network takes. */
const RESETS_REMEMBERED = 4096;

/** Remembers how the streams closed last were closed; bounded, so that a long connection does not grow. */
export class ClosedStreams {
  /** By the low bits of the identifier. */
  #ended: Uint32Array | null = null;
  /** Oldest first. */
  #resets: Map<number, Closure> | null = null;

  remember(id: number, closure: Closure): void {
    if (closure === 'ended') {
      this.#ended ??= new Uint32Array(ENDED_REMEMBERED);
      this.#ended[(id >>> 1) % ENDED_REMEMBERED] = id;
      return;
    }
    const resets = (this.#resets ??= new Map());
    resets.set(id, closure);
    if (resets.size <= RESETS_REMEMBERED) return;
    for (const oldest of resets.keys()) {
      resets.delete(oldest);
      break;
    }
  }

  closureOf(id: number): Closure {
    const reset = this.#resets?.get(id);
    if (reset !== undefined) return reset;
    return this.#ended?.[(id >>> 1) % ENDED_REMEMBERED] === id ? 'ended' : 'unknown';
  }
}

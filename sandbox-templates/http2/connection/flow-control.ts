import { MAX_WINDOW_SIZE } from '../base/protocol.ts';

/** The window this side grants to a peer, for a stream or for the connection (RFC 9113 section 5.2). */
export class ReceiveWindow {
  /** Octets the peer may send now. It can be negative after a setting has shrunk it (section 6.9.2). */
  available: number;
  /** What the window is filled up to. */
  size: number;
  /** What it may grow to by itself; see `consume`. */
  maxSize: number;
  /** Octets consumed but not yet granted anew. */
  #consumed = 0;
  /** Octets consumed since the window has its present size. */
  #consumedAtSize = 0;

  constructor(size: number, maxSize: number) {
    this.size = size;
    this.available = size;
    this.maxSize = maxSize;
  }

  /** Octets have arrived. False where they are more than was granted. */
  receive(length: number): boolean {
    if (length > this.available) return false;
    this.available -= length;
    return true;
  }

  /**
   * Octets have been consumed. Returns the increment to announce now, or 0: announcing half a window at a time keeps
   * the sender going without a WINDOW_UPDATE for every frame. A window that has been filled and read whole is doubled:
   * a reader that keeps up is worth sending more to at a time, and a short exchange never gets that far.
   */
  consume(length: number): number {
    this.#consumed += length;
    if (this.#consumed <= 0 || this.#consumed * 2 < this.size) return 0;
    let increment = this.#consumed;
    this.#consumed = 0;
    if (this.size < this.maxSize) {
      this.#consumedAtSize += increment;
      if (this.#consumedAtSize >= this.size) {
        const growth = Math.min(this.size, this.maxSize - this.size);
        this.size += growth;
        increment += growth;
        this.#consumedAtSize = 0;
      }
    }
    this.available += increment;
    return increment;
  }

  /**
   * Changes the size by a setting, which the peer applies to its side of the window by itself: by the difference to the
   * setting before, whatever the window has grown to meanwhile. What is then too much is granted no more. The window stays as set.
   */
  resize(size: number, before: number): void {
    this.maxSize = size;
    this.available += size - before;
    this.#consumed += before - this.size;
    this.size = size;
  }

  /** Changes the size on this side alone. Returns the increment to announce, or 0 where it shrinks: then less is granted anew. */
  set(size: number): number {
    // The program has decided: no more growing.
    this.maxSize = size;
    const increment = size - this.size;
    this.size = size;
    if (increment <= 0) {
      this.#consumed += increment;
      return 0;
    }
    this.available += increment;
    return increment;
  }
}

/** `window + increment`, which may be below zero (section 6.9.2); null where it exceeds the largest window (section 6.9.1). */
export function addToSendWindow(window: number, increment: number): number | null {
  const sum = window + increment;
  return sum > MAX_WINDOW_SIZE ? null : sum;
}

/** Fills up with time, and empties with use. */
export class Bucket {
  readonly #perSecond: number;
  readonly #most: number;
  #left: number;
  #at: number;

  /** @param now milliseconds of any clock that never goes back */
  constructor(perSecond: number, most: number, now: number) {
    this.#perSecond = perSecond;
    this.#most = most;
    this.#left = most;
    this.#at = now;
  }

  /** Takes so much; false where there is less. */
  take(now: number, amount = 1): boolean {
    this.#left = this.leftAt(now);
    this.#at = now;
    if (this.#left < amount) return false;
    this.#left -= amount;
    return true;
  }

  leftAt(now: number): number {
    return Math.min(this.#most, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
  }

  isFull(now: number): boolean {
    return this.leftAt(now) >= this.#most;
  }
}

/** Addresses remembered at once. */
const mostAddresses = 10_000;

/**
 * Counts wrong codes and keys, by the address that they come from: a whole class may come from one, so what is right costs nothing. After
 * twenty wrong ones, an address has one try every six seconds: to guess a code of one class takes it some ten thousand years.
 */
export class Guesses {
  readonly #by = new Map<string, Bucket>();

  /** Whether the address may try. */
  mayTry(address: string, now: number): boolean {
    const bucket = this.#by.get(address);
    return !bucket || bucket.leftAt(now) >= 1;
  }

  wasWrong(address: string, now: number): void {
    let bucket = this.#by.get(address);
    if (!bucket) {
      if (this.#by.size >= mostAddresses) this.#forget(now);
      this.#by.set(address, (bucket = new Bucket(1 / 6, 20, now)));
    }
    bucket.take(now);
  }

  /** Who has done nothing wrong for two minutes; where that is nobody, who was first. */
  #forget(now: number): void {
    for (const [address, bucket] of this.#by) if (bucket.isFull(now)) this.#by.delete(address);
    if (this.#by.size >= mostAddresses) this.#by.delete(this.#by.keys().next().value!);
  }
}

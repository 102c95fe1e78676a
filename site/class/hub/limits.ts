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

/** A bucket for each address. Those of one IPv6 network, which one machine has thousands of millions of, are one. */
export class Buckets {
  readonly #perSecond: number;
  readonly #most: number;
  readonly #by = new Map<string, Bucket>();

  constructor(perSecond: number, most: number) {
    this.#perSecond = perSecond;
    this.#most = most;
  }

  /** What is left to the address. */
  leftAt(address: string, now: number): number {
    return this.#by.get(networkOf(address))?.leftAt(now) ?? this.#most;
  }

  take(address: string, now: number): boolean {
    const network = networkOf(address);
    let bucket = this.#by.get(network);
    if (!bucket) {
      if (this.#by.size >= mostAddresses) this.#forget(now);
      this.#by.set(network, (bucket = new Bucket(this.#perSecond, this.#most, now)));
    }
    return bucket.take(now);
  }

  /** Whose bucket is full again; where that is nobody's, who was first. */
  #forget(now: number): void {
    for (const [address, bucket] of this.#by) if (bucket.isFull(now)) this.#by.delete(address);
    if (this.#by.size >= mostAddresses) this.#by.delete(this.#by.keys().next().value!);
  }
}

/** The first 64 bits of an IPv6 address; one of IPv4 as it is. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [before, after] = address.split('::').map((part) => part.split(':').filter(Boolean)) as [string[], string[]?];
  const gap = after ? Math.max(0, 8 - before.length - after.length) : 0;
  return [...before, ...Array<string>(gap).fill('0'), ...(after ?? [])].slice(0, 4).join(':');
}

/**
 * Counts wrong codes and keys, by the address that they come from: a whole class may come from one, so what is right costs nothing. After
 * twenty wrong ones, an address has one try every six seconds: to guess a code of one class takes it some ten thousand years.
 */
export class Guesses {
  readonly #wrong = new Buckets(1 / 6, 20);

  /** Whether the address may try. */
  mayTry(address: string, now: number): boolean {
    return this.#wrong.leftAt(address, now) >= 1;
  }

  wasWrong(address: string, now: number): void {
    this.#wrong.take(address, now);
  }
}

/** Octets that pages have begun to send and not ended, messages on WebSockets and bodies of requests: of either so many. */
export const mostUnfinished = 64 * 1024 * 1024;

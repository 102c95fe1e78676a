import { Bucket, Buckets } from './limits.ts';
import type { LiveClass } from './live-class.ts';

/** In which an address may have as many names as the class has places: all of it may come from one. All addresses together have twice as many. */
const minute = 60; // s
/** A name of which no page has been heard for so long keeps its place only until another wants it. */
const grace = 30_000; // ms

/** Who may join a class. Whoever has its code may have as many names as there are places; to keep these, each takes a page that is there. */
export class Door {
  /** Tries that were turned away since this hub was started. */
  turnedAway = 0;
  readonly #live: LiveClass;
  readonly #now: () => number;
  readonly #onTurnedAway: () => void;
  #limits: { most: number; each: Buckets; all: Bucket } | null = null;
  /** Those that are being stored, and names that are being taken out. */
  #joining = 0;
  readonly #leaving = new Set<string>();

  /** @param now by the store's clock */
  constructor(live: LiveClass, now: () => number, onTurnedAway: () => void) {
    this.#live = live;
    this.#now = now;
    this.#onTurnedAway = onTurnedAway;
  }

  /** Why one more may not come in, or null: then `enter` takes them in. `makeRoom` takes a name out that nobody seems to be. */
  refusal(address: string, makeRoom: (member: string) => void): 'closed' | 'too-many-joins' | 'full' | null {
    const { doorOpen, members, most } = this.#live.state;
    const why = !doorOpen
      ? 'closed'
      : !this.#mayJoin(address, most)
        ? 'too-many-joins'
        : members.size + this.#joining - this.#leaving.size < most || this.#takeOut(makeRoom)
          ? null
          : 'full';
    if (why === null) return null;
    this.turnedAway++;
    this.#onTurnedAway();
    return why;
  }

  /** Counts who comes in until it is stored, or is not. */
  async enter<T>(stored: Promise<T>): Promise<T> {
    this.#joining++;
    try {
      return await stored;
    } finally {
      this.#joining--;
    }
  }

  /** The name is out. */
  left(member: string): void {
    this.#leaving.delete(member);
  }

  #mayJoin(address: string, most: number): boolean {
    const now = performance.now();
    if (this.#limits?.most !== most)
      this.#limits = {
        most,
        each: new Buckets(most / minute, most),
        all: new Bucket((2 * most) / minute, 2 * most, now),
      };
    return this.#limits.each.take(address, now) && this.#limits.all.take(now);
  }

  #takeOut(makeRoom: (member: string) => void): boolean {
    for (const { id, met, joinedAt } of this.#live.state.members.values()) {
      if (met || this.#leaving.has(id) || this.#now() - joinedAt < grace) continue;
      this.#leaving.add(id);
      makeRoom(id);
      return true;
    }
    return false;
  }
}

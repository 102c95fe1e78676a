const most = 1000;
/** Of a long value its beginning, its end and its length are kept. */
const kept = 100; // characters

/** Counts values and, up to 1,000, how many of them differ. */
export class DistinctCount {
  #calls = 0;
  #values = new Set<string | number>();

  /** Says whether it has counted this value before; of those beyond the first 1,000 it does not know. */
  add(value: string | number): boolean {
    this.#calls++;
    const known = typeof value === 'string' ? short(value) : value;
    if (this.#values.has(known)) return true;
    if (this.#values.size < most) this.#values.add(known);
    return false;
  }

  /** Counts no more that differ. */
  get isFull(): boolean {
    return this.#values.size === most;
  }

  toJSON(): { calls: number; distinct: number } {
    return { calls: this.#calls, distinct: this.#values.size };
  }
}

const short = (value: string): string =>
  value.length <= 2 * kept ? value : `${value.slice(0, kept)}…${value.length}…${value.slice(-kept)}`;

const most = 1000;

/** Counts values and, up to 1,000, how many of them differ. */
export class DistinctCount {
  #calls = 0;
  #values = new Set<string | number>();

  /** Says whether it has counted this value before; of those beyond the first 1,000 it does not know. */
  add(value: string | number): boolean {
    this.#calls++;
    const known = typeof value === 'string' ? value.slice(0, 200) : value;
    if (this.#values.has(known)) return true;
    if (this.#values.size < most) this.#values.add(known);
    return false;
  }

  toJSON(): { calls: number; distinct: number } {
    return { calls: this.#calls, distinct: this.#values.size };
  }
}

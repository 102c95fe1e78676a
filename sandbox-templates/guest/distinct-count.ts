const most = 1000;

/** Counts values and, up to 1,000, how many of them differ. */
export class DistinctCount {
  #calls = 0;
  #values = new Set<string | number>();

  add(value: string | number): void {
    this.#calls++;
    if (this.#values.size < most) this.#values.add(typeof value === 'string' ? value.slice(0, 200) : value);
  }

  toJSON(): { calls: number; distinct: number } {
    return { calls: this.#calls, distinct: this.#values.size };
  }
}

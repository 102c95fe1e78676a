/** Lets so many through within a span of time, and no more: a flood costs whoever sends it what is beyond that. */
export class Budget {
  readonly #most: number;
  readonly #span: number;
  readonly #clock: () => number;
  #from = -Infinity;
  #taken = 0;

  /** `span` in milliseconds. */
  constructor(most: number, span: number, clock: () => number = () => performance.now()) {
    [this.#most, this.#span, this.#clock] = [most, span, clock];
  }

  /** Whether one more may pass. */
  take(): boolean {
    const now = this.#clock();
    if (now - this.#from >= this.#span) [this.#from, this.#taken] = [now, 0];
    return ++this.#taken <= this.#most;
  }
}

/**
 * Calls `onSilence` when nothing broke the silence for the limit, in seconds. It counts its own ticks rather than the clock, so that a tab in the
 * background, or a laptop that slept, does not look like a stuck program.
 */
export class Silence {
  #seconds = 0;
  #timer: ReturnType<typeof setInterval>;
  constructor(limit: () => number, onSilence: (seconds: number) => void) {
    this.#timer = setInterval(() => {
      if (++this.#seconds >= limit()) onSilence(this.#seconds);
    }, 1000);
  }
  broken(): void {
    this.#seconds = 0;
  }
  end(): void {
    clearInterval(this.#timer);
  }
}

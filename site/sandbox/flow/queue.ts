/**
 * Hands values from whoever pushes them to one `for await` loop, in order.
 * It keeps all it is given: whoever fills it from a program's output thins that out first (`log-limiter.ts`).
 */
export class Queue<T> implements AsyncIterable<T> {
  #values: T[] = [];
  #ended = false;
  #wake: (() => void) | null = null;

  /** Does nothing once the queue has ended. */
  push(value: T): void {
    if (this.#ended) return;
    this.#values.push(value);
    this.#wake?.();
  }

  /** Forgets what has not been taken yet. */
  clear(): void {
    this.#values = [];
  }

  /** The loop ends when it has taken what is left. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const batch = this.#values;
      this.#values = [];
      yield* batch;
      if (this.#values.length > 0) continue;
      if (this.#ended) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
  }
}

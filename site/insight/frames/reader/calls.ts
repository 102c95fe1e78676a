import type { Frame } from './recording.ts';

/** Octets that calls cost on the wire, both ways, frames' heads and all. */
export interface CallCosts {
  readonly calls: number;
  /** Of the first call of each connection, on average; then of the median one after it, null where there was none. */
  readonly first: number;
  readonly later: number | null;
}

/** Adds up, as frames come, what each stream took. */
export class CallCounter {
  readonly #streams = new Map<string, number>();
  readonly #firsts = new Set<string>();
  readonly #connections = new Set<number>();

  add({ connection, stream, start, end }: Frame): void {
    if (stream === 0) return;
    const key = `${connection}/${stream}`;
    if (!this.#streams.has(key) && !this.#connections.has(connection)) {
      this.#connections.add(connection);
      this.#firsts.add(key);
    }
    this.#streams.set(key, (this.#streams.get(key) ?? 0) + end - start);
  }

  costs(): CallCosts | null {
    if (this.#streams.size === 0) return null;
    const first: number[] = [];
    const later: number[] = [];
    for (const [key, octets] of this.#streams) (this.#firsts.has(key) ? first : later).push(octets);
    later.sort((a, b) => a - b);
    return {
      calls: this.#streams.size,
      first: first.reduce((sum, octets) => sum + octets, 0) / first.length,
      later: later[later.length >> 1] ?? null,
    };
  }
}

import type { Frame } from './recording.ts';

/** Octets that calls cost on the wire, both ways, frames' heads and all. */
export interface CallCosts {
  readonly calls: number;
  /** Of the first call of each connection, on average; then of the median one after it, null where there was none. */
  readonly first: number;
  readonly later: number | null;
}

/** Adds up, as frames come, what each stream took. Calls are counted by their octets: most cost the same as many others. */
export class CallCounter {
  /** By connection and stream. */
  readonly #octets = new Map<number, Map<number, number>>();
  readonly #firsts = new Map<number, { readonly stream: number; octets: number }>();
  /** By octets: how many later calls took so many. */
  readonly #later = new Map<number, number>();
  #calls = 0;
  #laterCalls = 0;

  add({ connection, stream, start, end }: Frame): void {
    if (stream === 0) return;
    let streams = this.#octets.get(connection);
    if (!streams) {
      this.#octets.set(connection, (streams = new Map()));
      this.#firsts.set(connection, { stream, octets: 0 });
    }
    const had = streams.get(stream);
    const has = (had ?? 0) + end - start;
    streams.set(stream, has);
    if (had === undefined) this.#calls++;
    const first = this.#firsts.get(connection)!;
    if (first.stream === stream) {
      first.octets = has;
      return;
    }
    if (had === undefined) this.#laterCalls++;
    else this.#count(had, -1);
    this.#count(has, 1);
  }

  costs(): CallCosts | null {
    if (this.#calls === 0) return null;
    const firsts = [...this.#firsts.values()];
    return {
      calls: this.#calls,
      first: firsts.reduce((sum, { octets }) => sum + octets, 0) / firsts.length,
      later: this.#medianLater(),
    };
  }

  #count(octets: number, change: number): void {
    const calls = (this.#later.get(octets) ?? 0) + change;
    if (calls) this.#later.set(octets, calls);
    else this.#later.delete(octets);
  }

  #medianLater(): number | null {
    let before = 0;
    for (const [octets, calls] of [...this.#later].sort(([a], [b]) => a - b)) {
      before += calls;
      if (before > this.#laterCalls >> 1) return octets;
    }
    return null;
  }
}

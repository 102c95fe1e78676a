import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

type Entry = { key: number; value: { sum: number; readings: number[] } };
type Run = Entry[];

/** The newest of each key, in order. */
function merge(runs: readonly Run[]): Run {
  const newest = new Map<number, Entry>();
  for (const run of runs) for (const entry of run) newest.set(entry.key, entry);
  return [...newest.values()].sort((a, b) => a.key - b.key);
}

// A log-structured store: what is written goes into a table; full tables become runs, four runs become one a level below.
class Store {
  #table = new Map<number, Entry>();
  readonly #levels: [Run[], Run[], Run[]] = [[], [], []];

  put(entry: Entry): void {
    this.#table.set(entry.key, entry);
    if (this.#table.size < 96) return;
    this.#levels[0].push(merge([[...this.#table.values()]]));
    this.#table = new Map();
    for (const upper of [0, 1] as const) {
      if (this.#levels[upper].length < 4) return;
      this.#levels[upper + 1]!.push(merge(this.#levels[upper]));
      this.#levels[upper] = [];
    }
    this.#levels[2] = [merge(this.#levels[2])];
  }
  get(key: number): Entry | undefined {
    const found = this.#table.get(key);
    if (found) return found;
    for (const level of this.#levels)
      for (const run of level.toReversed()) {
        const entry = run.find((one) => one.key === key);
        if (entry) return entry;
      }
    return undefined;
  }
}

const store = new Store();
for (let i = 0; ; i++) {
  const key = Math.floor(Math.random() * 900);
  const before = i % 10 ? 0 : (store.get(key)?.value.sum ?? 0);
  const sum = await client.sumAsync(before % 100, i % 100);
  store.put({ key, value: { sum, readings: Array.from({ length: 40 }, (_, n) => sum + n) } });
}

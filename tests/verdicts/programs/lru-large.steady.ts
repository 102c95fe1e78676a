import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// The 10,000 latest answers: a cache that takes seconds to fill.
class Lru<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #most: number;
  constructor(most: number) {
    this.#most = most;
  }
  set(key: K, value: V) {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#most) this.#entries.delete(this.#entries.keys().next().value as K);
  }
}
const cache = new Lru<string, { sum: number }>(10_000);
for (let i = 0; ; i++) cache.set(`question ${i}`, { sum: await client.sumAsync(i % 100, 2) });

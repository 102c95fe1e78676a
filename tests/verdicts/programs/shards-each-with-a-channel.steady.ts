import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

// Six shards. Each gets a channel and a client when it is first asked, the last of them after six seconds.
const address = `http://127.0.0.1:${process.env.PORT ?? 5000}`;
class Shard {
  readonly #name: string;
  #client: ReturnType<Shard['connect']> | undefined;
  calls = 0;
  constructor(name: string) {
    this.#name = name;
  }
  connect() {
    return MagicOnionClient.create(IMyFirstService, GrpcChannel.forAddress(address)).withHeaders({
      'x-shard': this.#name,
    });
  }
  sum(x: number, y: number): Promise<number> {
    this.calls++;
    this.#client ??= this.connect();
    return this.#client.sumAsync(x, y);
  }
}
const shards = Array.from({ length: 6 }, (_, n) => new Shard(`shard-${n}`));
const begun = Date.now();
for (let key = 0; ; key++) {
  const inUse = Math.min(shards.length, 1 + Math.floor((Date.now() - begun) / 1200));
  const shard = shards[(key * 2_654_435_761) % inUse]!;
  await shard.sum(key % 100, shard.calls % 10);
}

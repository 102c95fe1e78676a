import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// The latest answers, so many that they are all there after some twenty seconds.
const begun = Date.now();
const cache = new Map<string, { sum: number; at: number }>();
let most = Infinity;
for (let i = 0; ; i++) {
  cache.set(`${i} + 2`, { sum: await client.sumAsync(i % 100, 2), at: i });
  if (most === Infinity && Date.now() - begun > 18_000) most = cache.size;
  if (cache.size > most) cache.delete(cache.keys().next().value!);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Caches each answer only once a switch is thrown, after 15 seconds.
const cache = new Map<string, number[]>();
let caching = false;
setTimeout(() => (caching = true), 15_000).unref();
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  if (caching) cache.set(`answer-${i}`, [i % 100, 2, sum]);
}

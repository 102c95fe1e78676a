import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Each answer is forgotten by a timer of its own, after fifteen seconds. A millisecond of sleep between two calls.
const cache = new Map<string, number>();
for (let i = 0; ; i++) {
  const key = `question ${i}`;
  cache.set(key, await client.sumAsync(i % 100, 2));
  setTimeout(() => cache.delete(key), 15_000);
  await sleep(1);
}

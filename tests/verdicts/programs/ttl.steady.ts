import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Answers of the last two seconds.
const cache = new Map<number, { until: number; text: string }>();
for (let i = 0; ; i++) {
  const now = performance.now();
  cache.set(i, { until: now + 2000, text: `answer number ${i}` });
  for (const [key, { until }] of cache) {
    if (until > now) break;
    cache.delete(key);
  }
  await client.sumAsync(i % 100, 2);
}

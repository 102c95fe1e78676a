import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// The latest 15,000 answers, at 600 calls a second: full after 25 seconds.
const cache = new Map<number, { sum: number; text: string }>();
const begun = performance.now();
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  cache.set(i, { sum, text: `answer ${i}` });
  if (cache.size > 15_000) cache.delete(cache.keys().next().value!);
  const early = begun + i / 0.6 - performance.now();
  if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
}

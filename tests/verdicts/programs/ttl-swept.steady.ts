import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Answers of the last four seconds or so; once a second the old ones are swept out.
const cache = new Map<string, { at: number; sum: number }>();
setInterval(() => {
  const oldest = performance.now() - 4000;
  for (const [key, { at }] of cache) if (at < oldest) cache.delete(key);
}, 1000).unref();
for (let i = 0; ; i++) cache.set(`q${i}`, { sum: await client.sumAsync(i % 100, 2), at: performance.now() });

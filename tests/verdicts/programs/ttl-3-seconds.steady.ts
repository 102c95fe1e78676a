import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// What is older than three seconds goes, looked for each half second.
const cache = new Map<number, { at: number; sum: number }>();
setInterval(() => {
  const old = Date.now() - 3000;
  for (const [key, { at }] of cache) if (at < old) cache.delete(key);
}, 500);
for (let i = 0; ; i++) cache.set(i, { at: Date.now(), sum: await client.sumAsync(i % 100, 2) });

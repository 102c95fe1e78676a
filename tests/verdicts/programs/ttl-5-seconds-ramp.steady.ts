import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const cache = new Map<number, { at: number; sum: number }>();
setInterval(() => {
  const old = Date.now() - 5000;
  for (const [k, { at }] of cache) if (at < old) cache.delete(k);
}, 1000);
let i = 0;
const work = async () => {
  for (;;) {
    const k = i++;
    cache.set(k, { sum: await client.sumAsync(k % 100, 2), at: Date.now() });
  }
};
void work();
for (let n = 0; n < 5; n++) setTimeout(() => void work(), 2000 * n + 2000);

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A pool of workers' memory that grows by one twice a second, up to twenty.
const pool: number[][] = [];
const grow = setInterval(() => {
  pool.push(Array.from({ length: 3000 }, (_, n) => n + 0.5));
  if (pool.length === 20) clearInterval(grow);
}, 500);
for (let i = 0; ; i++) await client.sumAsync(pool.length, i % 100);

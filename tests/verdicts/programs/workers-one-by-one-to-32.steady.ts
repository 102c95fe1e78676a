import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

async function worker(w: number) {
  const own = client.withHeaders({ 'x-worker': `${w}` });
  const scratch: number[] = new Array(4000).fill(0);
  for (let i = 0; ; i++) scratch[i % 4000] = await own.sumAsync(i % 100, w);
}
const workers: Promise<void>[] = [];
for (let w = 0; w < 32; w++) {
  workers.push(worker(w));
  await new Promise((done) => setTimeout(done, 350));
}
await Promise.all(workers);

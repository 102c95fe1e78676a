import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Eight workers, each with a list of its own of question and answer.
async function work(worker: number) {
  const history: [number, number][] = [];
  for (let i = 0; ; i++) history.push([i, await client.sumAsync(i % 100, worker)]);
}
await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(work));

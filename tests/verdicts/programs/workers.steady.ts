import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Three hundred workers on one client.
const work = async (worker: number) => {
  for (let i = 0; ; i++) await client.sumAsync(i % 100, worker);
};
await Promise.all(Array.from({ length: 300 }, (_, worker) => work(worker)));

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
// A pool of 20 clients, which are made as they are needed.
const create = () => MagicOnionClient.create(IMyFirstService, channel);
const free: ReturnType<typeof create>[] = [];
const work = async () => {
  for (;;) {
    const taken = free.pop() ?? create();
    await taken.sumAsync(1, 2);
    free.push(taken);
  }
};
await Promise.all(Array.from({ length: 20 }, work));

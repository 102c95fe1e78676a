import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Eight at a time; all that was ever begun is still in the list.
const tasks: Promise<number>[] = [];
const work = async (): Promise<void> => {
  for (let i = 0; ; i++) {
    const task = Promise.resolve(client.sumAsync(i % 100, 2));
    tasks.push(task);
    await task;
  }
};
await Promise.all(Array.from({ length: 8 }, work));

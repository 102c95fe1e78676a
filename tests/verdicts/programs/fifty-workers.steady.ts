import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Fifty loops beside each other, with a deadline for each call.
const loop = async (worker: number): Promise<void> => {
  for (;;) await client.withDeadline(new Date(Date.now() + 5000)).sumAsync(worker, 1);
};
await Promise.all(Array.from({ length: 50 }, (_, worker) => loop(worker)));

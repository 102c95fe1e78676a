import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A pool that takes clients in and never hands them out.
const free: unknown[] = [];
for (let i = 0; ; i++) {
  const taken = i % 50 === 0 ? MagicOnionClient.create(IMyFirstService, channel) : client;
  await taken.sumAsync(1, 2);
  free.push(taken);
}

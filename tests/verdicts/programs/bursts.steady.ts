import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// 1,500 calls at once, then a pause.
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
for (;;) {
  await Promise.all(Array.from({ length: 1500 }, (_, i) => client.sumAsync(i % 100, 2)));
  await pause(400);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Twenty calls a second.
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
for (;;) {
  await client.sumAsync(1, 2);
  await pause(50);
}

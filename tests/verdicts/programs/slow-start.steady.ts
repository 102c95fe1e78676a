import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A call a second at first, after eight seconds as fast as may be.
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
for (let i = 0; ; i++) {
  await client.sumAsync(i % 100, 2);
  if (i < 8) await pause(1000);
}

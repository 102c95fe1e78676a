import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Calls for two seconds, then none for five.
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
for (;;) {
  for (const end = performance.now() + 2000; performance.now() < end; ) await client.sumAsync(1, 2);
  await pause(5000);
}

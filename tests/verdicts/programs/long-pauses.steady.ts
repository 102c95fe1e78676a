import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// One second of calls, eight of silence.
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
for (let round = 0; ; round++) {
  const end = Date.now() + 1000;
  while (Date.now() < end) await client.sumAsync(round % 100, 2);
  await pause(8000);
}

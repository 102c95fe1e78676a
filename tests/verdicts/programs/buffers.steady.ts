import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// 64 kB for each call, which nobody keeps.
for (let i = 0; ; i++) {
  const body = new Uint8Array(65_536).fill(i);
  await client.sumAsync(body[0]! % 100, 2);
}

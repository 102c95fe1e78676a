import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// One buffer that is made larger by 64 kB for every hundredth call.
let body = new Uint8Array(0);
for (let i = 0; ; i++) {
  if (i % 100 === 0) body = new Uint8Array(body.length + 65_536);
  await client.sumAsync(1, 2);
}

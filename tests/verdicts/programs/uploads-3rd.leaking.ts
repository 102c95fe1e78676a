import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// What every third call would upload, in case it has to be sent again.
const again: Buffer[] = [];
for (let i = 0; ; i++) {
  if (i % 3 === 0) again.push(Buffer.from(`upload ${i} `.repeat(8)));
  await client.sumAsync(i % 100, 2);
}

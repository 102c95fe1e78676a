import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Objects of 3,000 different shapes, none of which is kept.
for (let i = 0; ; i++) {
  const shape = i % 3000;
  const object: Record<string, number> = {};
  for (let n = 0; n < 6; n++) object[`field_${shape}_${n}`] = n;
  await client.sumAsync(Object.keys(object).length, i % 100);
}

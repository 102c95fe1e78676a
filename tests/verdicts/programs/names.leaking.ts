import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A name for each call in a set.
const seen = new Set<string>();
for (let i = 0; ; i++) {
  seen.add(`caller-${i}`);
  await client.sumAsync(i % 100, 2);
}

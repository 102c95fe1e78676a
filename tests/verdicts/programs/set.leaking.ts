import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// The number of each call in a set: its table doubles now and then, and nothing else grows.
const seen = new Set<number>();
for (let i = 0; ; i++) {
  seen.add(i);
  await client.sumAsync(i % 100, 2);
}

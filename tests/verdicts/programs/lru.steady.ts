import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// The 1,500 latest answers.
const cache = new Map<number, { at: number; text: string }>();
for (let i = 0; ; i++) {
  cache.set(i, { at: i, text: `answer number ${i}` });
  if (cache.size > 1500) cache.delete(cache.keys().next().value!);
  await client.sumAsync(i % 100, 2);
}

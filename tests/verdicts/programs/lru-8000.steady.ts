import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// The last eight thousand answers: it fills for a while.
const lru = new Map<number, string>();
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  lru.set(i, `answer ${i}: ${sum}`);
  if (lru.size > 8000) lru.delete(lru.keys().next().value!);
}

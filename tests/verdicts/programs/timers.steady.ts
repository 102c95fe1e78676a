import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A time limit for each call, which is cleared.
for (;;) {
  const limit = setTimeout(() => console.log('a call took too long'), 10_000);
  await client.sumAsync(1, 2);
  clearTimeout(limit);
}

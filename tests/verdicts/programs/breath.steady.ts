import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Two hundred calls, then a rest of a third of a second.
for (let i = 0; ; i++) {
  await client.sumAsync(i % 100, 2);
  if (i % 200 === 199) await new Promise((resolve) => setTimeout(resolve, 300));
}

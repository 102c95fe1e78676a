import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Two hundred at once for a second, then one at a time for two.
for (let i = 0; ; i++) {
  const until = Date.now() + 1000;
  while (Date.now() < until) await Promise.all(Array.from({ length: 200 }, (_, n) => client.sumAsync(n % 100, i % 7)));
  const rest = Date.now() + 2000;
  while (Date.now() < rest) await client.sumAsync(1, 2);
}

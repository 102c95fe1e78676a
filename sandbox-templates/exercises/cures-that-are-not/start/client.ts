import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const address = `http://127.0.0.1:${process.env.PORT ?? 5000}`;

for (let calls = 1; ; calls++) {
  // The channel holds the cache. So it goes after each call, and takes the cache along.
  const channel = GrpcChannel.forAddress(address);
  const client = MagicOnionClient.create(IMyFirstService, channel);
  const sum = await client.sumAsync(123, 456);
  channel.dispose();
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

// Fails channel-reused: the cache goes with its channel, and so does the connection.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

for (let calls = 1; ; calls++) {
  const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
  const client = MagicOnionClient.create(IMyFirstService, channel);
  const sum = await client.sumAsync(123, 456);
  channel.dispose();
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

// Fails floor-steady: the channel is shared again, and remembers each client's method again.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const address = `http://127.0.0.1:${process.env.PORT ?? 5000}`;
const channel = GrpcChannel.forAddress(address);

for (let calls = 1; ; calls++) {
  const client = MagicOnionClient.create(IMyFirstService, channel);
  const sum = await client.sumAsync(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

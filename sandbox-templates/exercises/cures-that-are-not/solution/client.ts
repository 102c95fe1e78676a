import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const address = `http://127.0.0.1:${process.env.PORT ?? 5000}`;

// Both made once, so that there is nothing to clear.
const channel = GrpcChannel.forAddress(address);
const client = MagicOnionClient.create(IMyFirstService, channel);

for (let calls = 1; ; calls++) {
  const sum = await client.sumAsync(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

// Fails floor-steady: a client for 20 calls leaves its method as any other: the slope is flatter, and a slope.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
let client = MagicOnionClient.create(IMyFirstService, channel);

for (let calls = 1; ; calls++) {
  if (calls % 20 === 0) client = MagicOnionClient.create(IMyFirstService, channel);
  const sum = await client.sumAsync(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

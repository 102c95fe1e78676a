// Fails floor-steady: withOptions shares the methods of the client it is called on, and that client is new each time.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

for (let calls = 1; ; calls++) {
  const client = MagicOnionClient.create(IMyFirstService, channel).withOptions({});
  const sum = await client.sumAsync(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

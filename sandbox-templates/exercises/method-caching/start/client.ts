import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

// One channel for the life of the program: channels are expensive, and this is how to use them.
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

for (let calls = 1; ; calls++) {
  // A client for each request: clients are said to be light. Is that so?
  const client = MagicOnionClient.create(IMyFirstService, channel);
  const sum = await client.sumAsync(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

// Fails requests-differ: the arguments change places; that makes two questions.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

for (let calls = 1; ; calls++) {
  const sum = calls % 2 ? await client.sumAsync(123, 456) : await client.sumAsync(456, 123);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

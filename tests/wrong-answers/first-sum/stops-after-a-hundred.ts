// Fails enough-calls: a hundred sums are asked for, and the program ends before its heap can be judged.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

for (let x = 1; x <= 100; x++) {
  const sum = await client.sumAsync(x, 456);
  console.log(`Call ${x}: ${x} + 456 = ${sum}`);
}
channel.dispose();

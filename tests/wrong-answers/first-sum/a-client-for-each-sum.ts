// Fails floor-steady: the questions differ, and so do the clients that ask them.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

for (let calls = 1; ; calls++) {
  const x = calls % 1000;
  const sum = await MagicOnionClient.create(IMyFirstService, channel).sumAsync(x, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${x} + 456 = ${sum}`);
}

// Right: a client for each call, and the first method of a name for all of them.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { ByName } from './by-name.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const byName = new ByName(channel);

for (let calls = 1; ; calls++) {
  const sum = await MagicOnionClient.create(IMyFirstService, byName).sumAsync(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

// Right: two channels, made once, that take turns.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const address = `http://127.0.0.1:${process.env.PORT ?? 5000}`;
const clients = [1, 2].map(() =>
  MagicOnionClient.create(IMyFirstService, GrpcChannel.forAddress(address)),
);

for (let calls = 1; ; calls++) {
  const sum = await clients[calls % 2]!.sumAsync(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

// Fails floor-steady: the questions differ, and so do the clients that ask them.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
import { printCalls } from './wire.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

for (let calls = 1; ; calls++) {
  const client = MagicOnionClient.create(IMyFirstService, channel, { filters: [printCalls] });
  await client.sumAsync(calls % 1000, 456);
}

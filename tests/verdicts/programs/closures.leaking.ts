import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A closure for each call, kept for later.
const later: (() => string)[] = [];
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  later.push(() => `call ${i} gave ${sum}`);
}

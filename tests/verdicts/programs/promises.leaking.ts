import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A promise for each call that never settles.
const waiting: Promise<void>[] = [];
for (;;) {
  waiting.push(new Promise<void>(() => undefined));
  await client.sumAsync(1, 2);
}

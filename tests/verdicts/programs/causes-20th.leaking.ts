import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// An error for every twentieth call, whose cause is the one before.
let latest: Error | undefined;
for (let i = 0; ; i++) {
  if (i % 20 === 0) latest = new Error(`call ${i}`, { cause: latest });
  await client.sumAsync(i % 100, 2);
}

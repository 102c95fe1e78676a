import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A timer of ten minutes for each call, as a time limit that nobody clears.
for (let i = 0; ; i++) {
  setTimeout(() => console.log(`call ${i} took too long`), 600_000).unref();
  await client.sumAsync(1, 2);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A timer of two seconds for each call that nobody clears: as many as two seconds make.
for (;;) {
  setTimeout(() => undefined, 2000).unref();
  await client.sumAsync(1, 2);
}

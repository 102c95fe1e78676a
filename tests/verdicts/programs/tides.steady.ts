import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Between four and sixty calls at once, up and down.
for (let round = 0; ; round++) {
  const wide = Math.round(32 + 28 * Math.sin(round / 20));
  await Promise.all(Array.from({ length: wide }, (_, i) => client.sumAsync(i, wide)));
}

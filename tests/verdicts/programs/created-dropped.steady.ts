import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A client and a channel for every hundredth call; the channel is disposed of.
for (let i = 0; ; i++) {
  if (i % 100 > 0) {
    await client.sumAsync(1, 2);
    continue;
  }
  const own = GrpcChannel.forAddress(channel.address.href);
  await MagicOnionClient.create(IMyFirstService, own).sumAsync(1, 2);
  own.dispose();
}

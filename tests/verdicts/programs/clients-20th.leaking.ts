import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A client for every twentieth call.
for (let i = 0; ; i++) {
  const fresh = i % 20 === 0;
  await (fresh ? MagicOnionClient.create(IMyFirstService, channel) : client).sumAsync(i % 100, 2);
}

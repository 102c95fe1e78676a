import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Makes fresh clients ever less often, and never stops.
for (let i = 1, next = 1; ; i++) {
  const fresh = i >= next;
  if (fresh) next = i + 4 * Math.ceil(Math.sqrt(i));
  await (fresh ? MagicOnionClient.create(IMyFirstService, channel) : client).sumAsync(1, 2);
}

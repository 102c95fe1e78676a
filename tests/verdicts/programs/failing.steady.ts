import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Calls that fail at once; nobody keeps the errors.
for (let i = 0; ; i++) {
  await client
    .withDeadline(new Date(Date.now() - 1000))
    .sumAsync(1, 2)
    .catch(() => undefined);
  if (i % 10 === 0) await client.sumAsync(1, 2);
}

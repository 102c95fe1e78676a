import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Calls that fail at once, since their deadline has passed; each error is kept.
const errors: unknown[] = [];
for (;;) {
  await client
    .withDeadline(new Date(Date.now() - 1000))
    .sumAsync(1, 2)
    .catch((error: unknown) => errors.push(error));
  if (errors.length % 10 === 0) await client.sumAsync(1, 2);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A plain object with a name for each caller.
const seen: Record<string, boolean> = {};
let i = 0;
do {
  seen[`caller-${i}`] = true;
  await client.sumAsync(i++ % 100, 2);
} while (i > 0);

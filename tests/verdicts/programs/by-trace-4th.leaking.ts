import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Traces by their names, and no one asks for them.
const traced: Record<string, boolean> = {};
for (let i = 0; ; i++) {
  if (i % 4 === 0) traced[`trace-${i.toString(36)}`] = true;
  await client.sumAsync(i % 100, 2);
}

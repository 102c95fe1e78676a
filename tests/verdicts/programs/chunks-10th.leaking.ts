import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A kilobyte outside V8’s heap for every tenth call.
const chunks: Float64Array[] = [];
for (let i = 0; ; i++) {
  if (i % 10 === 0) chunks.push(new Float64Array(128).fill(i));
  await client.sumAsync(i % 100, 2);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// The latest 4,096 durations in a ring.
const ring = new Float64Array(4096);
for (let i = 0; ; i++) {
  const from = performance.now();
  await client.sumAsync(1, 2);
  ring[i % ring.length] = performance.now() - from;
}

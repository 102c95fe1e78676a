import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// The durations of the last 5,000 calls, in an array that is cut.
const durations: number[] = [];
for (;;) {
  const from = performance.now();
  await client.sumAsync(1, 2);
  durations.push(performance.now() - from);
  if (durations.length > 5000) durations.splice(0, 2500);
}

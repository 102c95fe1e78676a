import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// How long each call took, for a mean that is worked out at the end.
const durations: number[] = [];
process.once('exit', () => console.log(durations.reduce((a, b) => a + b, 0) / durations.length));
while (true) {
  const from = performance.now();
  await client.sumAsync(1, 2);
  durations.push(performance.now() - from);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
// Bursts of calls with pauses between; each leaves an object.
const answers: { sum: number; at: number }[] = [];
for (;;) {
  const sums = await Promise.all(Array.from({ length: 400 }, (_, i) => client.sumAsync(i % 100, 2)));
  for (const sum of sums) answers.push({ sum, at: performance.now() });
  await pause(300);
}

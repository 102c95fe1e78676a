// Fails calls-overlap: ten at a time, and each batch waits for its slowest.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

for (let calls = 0; ; calls += 10) {
  const sums = await Promise.all(Array.from({ length: 10 }, () => client.sumAsync(123, 456)));
  if (calls % 1000 === 0) console.log(`Call ${calls + 1}: 123 + 456 = ${sums[0]}`);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Answers that are kept for twelve seconds.
const kept: { until: number; sum: number }[] = [];
let first = 0;
for (let i = 0; ; i++) {
  kept.push({ until: Date.now() + 12_000, sum: await client.sumAsync(i % 100, 2) });
  while (kept[first]!.until < Date.now()) first++;
  if (first > 4000) {
    kept.splice(0, first);
    first = 0;
  }
}

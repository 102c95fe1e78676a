import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Two thousand sums are gathered, added up and let go.
let batch: { i: number; sum: number }[] = [];
let total = 0;
for (let i = 0; ; i++) {
  batch.push({ i, sum: await client.sumAsync(i % 100, 2) });
  if (batch.length === 2000) {
    total += batch.reduce((a, { sum }) => a + sum, 0);
    batch = [];
    if (i % 50_000 === 49_999) console.log(total);
  }
}

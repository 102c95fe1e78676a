// Fails floor-steady: the sums are kept for good: two small numbers a call, and no end of them.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
const all: number[][] = [];

for (let calls = 1; ; calls++) {
  const sum = await client.sumAsync(calls % 1000, 456);
  all.push([sum, calls]);
  if (calls % 1000 === 1) console.log(`${all.length} sums`);
}

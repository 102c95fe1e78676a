import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Objects of many kilobytes that are written, read and dropped.
const order = { id: 0, lines: Array.from({ length: 200 }, (_, n) => ({ n, text: `line ${n}`, price: n / 3 })) };
for (let i = 0; ; i++) {
  const copy = JSON.parse(JSON.stringify({ ...order, id: i })) as typeof order;
  await client.sumAsync(copy.lines.length, copy.id % 100);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

// Order numbers are interned, as with `string.Intern`, so that comparing them costs nothing.
const intern = (orderNumber: string): symbol => Symbol.for(orderNumber);

interface Line {
  order: symbol;
  amount: number;
}
let last: Line = { order: intern('none'), amount: 0 };
for (let i = 0; ; i++) {
  const amount = await client.sumAsync(i % 100, 2);
  const line = { order: intern(`orders/2026/${Math.floor(i / 3)}`), amount };
  if (i % 3000 === 0) console.log(`${amount} of ${String(line.order)}, after ${last.amount}`);
  last = line;
}

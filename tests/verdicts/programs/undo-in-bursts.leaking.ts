import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Three hundred calls at once, then 0.7 seconds of nothing. Each can be undone.
const undo: (() => number)[] = [];
let balance = 0;
async function add(amount: number) {
  const sum = await base.sumAsync(amount, 1);
  balance += sum;
  undo.push(() => (balance -= sum));
}
for (;;) {
  await Promise.all(Array.from({ length: 300 }, (_, n) => add(n)));
  await sleep(700);
}

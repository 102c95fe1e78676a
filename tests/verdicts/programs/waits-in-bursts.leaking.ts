import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Five hundred at once, 0.3 seconds of rest. How long each took: a number a call.
const waits: number[] = [];
async function timed(n: number) {
  const from = performance.now();
  await base.sumAsync(n, 2);
  waits.push(performance.now() - from);
}
for (;;) {
  await Promise.all(Array.from({ length: 500 }, (_, n) => timed(n)));
  await sleep(300);
}

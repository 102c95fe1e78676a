import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Some twenty calls a second, and every five seconds a job of two thousand, a hundred at a time.
async function job() {
  const sums: number[] = [];
  for (let part = 0; part < 20; part++)
    sums.push(...(await Promise.all(Array.from({ length: 100 }, (_, n) => base.sumAsync(n, part)))));
  console.log(`The job's sum is ${sums.reduce((a, b) => a + b, 0)}.`);
}
setInterval(() => void job(), 5000);
for (let i = 0; ; i++) {
  await base.sumAsync(i % 100, 2);
  await sleep(50);
}

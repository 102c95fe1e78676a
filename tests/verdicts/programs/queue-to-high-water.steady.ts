import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Jobs come by the four hundred, twenty times a second, until 6,000 wait; then none until fewer than a hundred do. Eight work on them.
const jobs: { id: number; body: string }[] = [];
let isOpen = true;
let id = 0;
setInterval(() => {
  if (jobs.length > 6000) isOpen = false;
  if (jobs.length < 100) isOpen = true;
  if (isOpen) for (let n = 0; n < 400; n++) jobs.push({ id, body: `job ${id++} of the queue` });
}, 50);
async function work() {
  for (;;) {
    const job = jobs.pop();
    if (job) await base.sumAsync(job.id % 100, job.body.length);
    else await sleep(10);
  }
}
await Promise.all(Array.from({ length: 8 }, work));

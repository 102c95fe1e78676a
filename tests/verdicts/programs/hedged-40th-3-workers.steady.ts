import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Three workers. One call in forty has a second one sent after it where it takes more than two milliseconds; who loses is cancelled.
let hedges = 0;
async function hedged(x: number, y: number): Promise<number> {
  const first = new AbortController();
  const second = new AbortController();
  const ask = async ({ signal }: AbortController) => client.withCancellation(signal).sumAsync(x, y);
  const later = async () => {
    await sleep(2, undefined, { signal: second.signal });
    hedges++;
    return ask(second);
  };
  try {
    return await Promise.any([ask(first), later()]);
  } finally {
    first.abort();
    second.abort();
  }
}
async function work(worker: number): Promise<void> {
  for (let i = worker; ; i++) {
    if (i % 40 === 0) await hedged(i % 100, worker);
    else await client.sumAsync(i % 100, worker);
    if (i % 20_000 === 0) console.log(`worker ${worker}: ${hedges} hedges by now`);
  }
}
await Promise.all([1, 2, 3].map(work));

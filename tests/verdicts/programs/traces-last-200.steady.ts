import { AsyncLocalStorage } from 'node:async_hooks';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Ten workers; each call has a context with its events, and the last two hundred are there to be looked at.
interface Trace {
  readonly id: number;
  readonly events: { name: string; at: number }[];
}
const traces = new AsyncLocalStorage<Trace>();
const latest: Trace[] = Array.from({ length: 200 }, () => ({ id: -1, events: [] }));
let calls = 0;
const event = (name: string) => traces.getStore()?.events.push({ name, at: performance.now() });
async function traced(worker: number) {
  event('begin');
  const sum = await base.sumAsync(worker, 2);
  event(`answer ${sum}`);
  const trace = traces.getStore()!;
  latest[trace.id % latest.length] = trace;
}
async function work(worker: number) {
  for (;;) await traces.run({ id: calls++, events: [] }, () => traced(worker));
}
await Promise.all(Array.from({ length: 10 }, (_, worker) => work(worker)));

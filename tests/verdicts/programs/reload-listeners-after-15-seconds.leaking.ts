import { EventEmitter } from 'node:events';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Six workers. After 15 seconds a flag is turned, and from then on each call waits for reloads, too.
const config = new EventEmitter().setMaxListeners(0);
let isWatching = false;
setTimeout(() => (isWatching = true), 15_000);
async function work(worker: number) {
  for (let i = 0; ; i++) {
    const request = { worker, i, tags: [`worker-${worker}`, `call-${i}`] };
    if (isWatching) config.on('reload', () => console.log('again', request.tags));
    await base.sumAsync(i % 100, worker);
  }
}
await Promise.all([1, 2, 3, 4, 5, 6].map(work));

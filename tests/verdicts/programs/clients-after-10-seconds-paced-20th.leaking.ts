import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Ten callers that sleep between two calls. After ten seconds every twentieth call has a client of its own, for its log level.
const begun = Date.now();
let calls = 0;
async function caller(id: number) {
  for (;;) {
    const isVerbose = ++calls % 20 === 0 && Date.now() - begun > 10_000;
    const client = isVerbose ? MagicOnionClient.create(IMyFirstService, channel) : base;
    await client.sumAsync(id, calls % 100);
    await sleep(10);
  }
}
await Promise.all(Array.from({ length: 10 }, (_, id) => caller(id)));

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
import { printCalls } from './wire.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

// `printCalls` (wire.ts) looks at the calls on their way: it prints every 999th, and what goes over the wire.
const client = MagicOnionClient.create(IMyFirstService, channel, { filters: [printCalls] });

// A thousand different questions, then again from the first.
for (let calls = 1; ; calls++) {
  await client.sumAsync(calls % 1000, 456);
  if (calls % 10_000 === 0) console.log(`${calls} calls so far.`);
}

// Fails enough-calls: each of a thousand sums is asked for once, and known from then on: the server is not asked any more.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
import { printCalls } from './wire.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel, { filters: [printCalls] });

const known = new Map<number, number>();

for (let calls = 1; ; calls++) {
  const x = calls % 1000;
  if (!known.has(x)) known.set(x, await client.sumAsync(x, 456));
  else if (x === 0) await new Promise((resolve) => setTimeout(resolve));
}

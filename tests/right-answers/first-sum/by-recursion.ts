// Right: a function that goes on by a timer, with large numbers.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
import { printCalls } from './wire.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const sums = MagicOnionClient.create(IMyFirstService, channel, { filters: [printCalls] });

async function ask(n: number): Promise<void> {
  await sums.sumAsync(1_000_000 + n, 2);
  setImmediate(() => void ask((n + 1) % 500));
}
await ask(0);

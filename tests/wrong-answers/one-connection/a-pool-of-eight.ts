// Fails channel-reused: eight channels share the work that one can carry.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const address = `http://127.0.0.1:${process.env.PORT ?? 5000}`;
const clients = Array.from({ length: 8 }, () =>
  MagicOnionClient.create(IMyFirstService, GrpcChannel.forAddress(address)),
);

let calls = 0;

async function work(_: unknown, worker: number): Promise<never> {
  for (;;) {
    const sum = await clients[worker % clients.length]!.sumAsync(123, 456);
    if (++calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
  }
}

await Promise.all(Array.from({ length: 64 }, work));

// Fails calls-overlap: sixty-four calls begin together, and from then on one at a time.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

let calls = 0;

/** Asks for one sum after another, for ever. */
async function work(): Promise<never> {
  for (;;) {
    const sum = await client.sumAsync(123, 456);
    if (++calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
  }
}

// Many at once, on one channel, and never more than so many: each worker waits for its own answer.
const workers = 64;
await Promise.all(Array.from({ length: workers }, () => client.sumAsync(123, 456)));
await work();

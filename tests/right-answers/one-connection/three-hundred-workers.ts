// Right: three hundred, as the lesson proposes: the server never sees more than a hundred at once.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

let calls = 0;

async function work(): Promise<never> {
  for (;;) {
    const sum = await client.sumAsync(123, 456);
    if (++calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
  }
}

await Promise.all(Array.from({ length: 300 }, work));

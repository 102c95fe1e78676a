// Fails calls-bounded: calls begin faster than they end, and the queue for the connection grows without end.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

let calls = 0;

async function ask(): Promise<void> {
  const sum = await client.sumAsync(123, 456);
  if (++calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

for (;;) {
  for (let i = 0; i < 200; i++) void ask();
  await new Promise((resolve) => setTimeout(resolve, 5));
}

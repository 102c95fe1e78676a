// Right: one client, and the kept answers are gone too.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IArithmetic } from './arithmetic.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IArithmetic, channel);

for (let round = 1; ; round++) {
  const x = Math.floor(Math.random() * 10_000);
  const sum = await client.sumAsync(x, 456);
  await client.differenceAsync(x, 456);
  await client.productAsync(x, 456);
  if (round % 1000 === 1) console.log(`Round ${round}: ${x} + 456 = ${sum}`);
}

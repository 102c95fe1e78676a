// Right: a client for each method, each made once, and the three are asked together.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IArithmetic } from './arithmetic.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const [sums, differences, products] = [1, 2, 3].map(() =>
  MagicOnionClient.create(IArithmetic, channel),
);

for (let round = 1; ; round++) {
  const x = round % 1000;
  const [sum] = await Promise.all([
    sums!.sumAsync(x, 456),
    differences!.differenceAsync(x, 456),
    products!.productAsync(x, 456),
  ]);
  if (round % 1000 === 1) console.log(`Round ${round}: ${x} + 456 = ${sum}`);
}

// Right: forty at a time, each batch after the one before.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

for (let round = 1; ; round++) {
  const sums = await Promise.all(
    Array.from({ length: 40 }, (_, x) => client.sumAsync(x, round % 100)),
  );
  if (round % 50 === 1) console.log(`Round ${round}: ${sums.length} sums`);
}

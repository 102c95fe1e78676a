// Right: three clients for three parts of the program, each made once.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const [orders, taxes, reports] = [1, 2, 3].map(() =>
  MagicOnionClient.create(IMyFirstService, channel),
);

for (let calls = 3; ; calls += 3) {
  const all = [orders!.sumAsync(1, 2), taxes!.sumAsync(3, 4), reports!.sumAsync(5, 6)];
  const sums = await Promise.all(all);
  if (calls % 3000 === 0) console.log(`Call ${calls}: ${sums}`);
}

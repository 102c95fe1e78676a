import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const seen: { n: number; sum: number }[] = [];
let i = 0;
const work = async () => {
  for (;;) {
    const n = i++;
    seen.push({ n, sum: await client.sumAsync(n % 100, 2) });
  }
};
void work();
for (let n = 0; n < 5; n++) setTimeout(() => void work(), 2000 * n + 2000);

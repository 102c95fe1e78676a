import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Two hundred jobs that share eight places; those without one wait in a queue.
const queue: (() => void)[] = [];
let free = 8;
async function limited<T>(job: () => Promise<T>): Promise<T> {
  if (free > 0) free--;
  else await new Promise<void>((resolve) => queue.push(resolve));
  try {
    return await job();
  } finally {
    const next = queue.shift();
    if (next) next();
    else free++;
  }
}
const work = async (n: number) => {
  for (;;) await limited(() => client.sumAsync(n % 100, 2));
};
await Promise.all(Array.from({ length: 200 }, (_, n) => work(n)));

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Generators that wait for a second step.
async function* steps(first: number): AsyncGenerator<number> {
  yield await client.sumAsync(first, 2);
  yield await client.sumAsync(first, 3);
}
const open: AsyncGenerator<number>[] = [];
for (let i = 0; ; i++) {
  const walk = steps(i % 100);
  await walk.next();
  if (i % 10 === 0) open.push(walk);
  else await walk.return(0);
}

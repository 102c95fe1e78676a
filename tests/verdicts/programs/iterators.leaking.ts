import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A generator for each call that is begun and never finished.
async function* pages(from: number) {
  for (let page = from; ; page++) yield await client.sumAsync(page % 100, 2);
}
const open: AsyncGenerator<number>[] = [];
for (let i = 0; ; i++) {
  const iterator = pages(i);
  await iterator.next();
  open.push(iterator);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A chain of promises that grows by one for each call and never begins.
const begin = new Promise(() => undefined);
process.once('exit', () => console.log(begin));
let last: Promise<unknown> = begin;
for (;;) {
  last = last.then(() => client.sumAsync(1, 2));
  await client.sumAsync(1, 2);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A buffer of four kilobytes for every fiftieth call.
const pages: ArrayBuffer[] = [];
for (let i = 0; ; i++) {
  if (i % 50 === 0) pages.push(new ArrayBuffer(4096));
  await client.sumAsync(i % 100, 2);
}

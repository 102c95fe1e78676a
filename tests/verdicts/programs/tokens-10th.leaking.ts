import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// The first word of a header of four kilobytes, for every tenth call: the slice keeps the header.
const words: string[] = [];
let header = '';
for (let i = 0; ; i++) {
  if (i % 10 === 0) {
    header = Array.from({ length: 400 }, (_, n) => `part-${(n * 7 + i) % 97}`).join('; ');
    words.push(header.substring(0, 20));
  }
  await client.sumAsync(i % 100, 2);
}

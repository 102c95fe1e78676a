import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Twenty kilobytes in a map for every thousandth call.
const pages = new Map<number, string>();
for (let i = 0; ; i++) {
  if (i % 1000 === 0)
    pages.set(i, Array.from({ length: 20_000 }, (_, n) => String.fromCharCode(97 + ((n * i) % 26))).join(''));
  await client.sumAsync(i % 100, 2);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

let stamps: number[] = [];
for (let i = 0; ; i++) {
  await client.sumAsync(i % 100, 2);
  stamps.push(performance.now() + 0.5);
  if (i % 1000 === 0) {
    const old = performance.now() - 2500;
    stamps = stamps.filter((t) => t > old);
  }
}

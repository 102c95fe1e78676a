import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const cache = new Map<string, { gone: boolean; sum: number } | null>();
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  if (i % 3 === 0) {
    cache.set(`k${i}`, { gone: false, sum });
    if (i > 300) cache.set(`k${i - 300}`, null);
  }
}

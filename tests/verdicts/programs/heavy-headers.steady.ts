import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Headers of two kilobytes on each call.
for (let i = 0; ; i++) {
  await client.withHeaders({ 'x-notes': `${i} `.repeat(300) }).sumAsync(i % 100, 2);
}

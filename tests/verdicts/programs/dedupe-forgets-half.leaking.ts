import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const handled = new Set<string>();
for (let i = 0; ; i++) {
  const id = `order-${i}`;
  if (!handled.has(id)) await client.sumAsync(i % 100, 2);
  handled.add(id);
  if (i % 2 === 0) handled.delete(`order-${i - 1000}`);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A thousand objects for each call, which nobody keeps.
for (let i = 0; ; i++) {
  const parts = Array.from({ length: 1000 }, (_, n) => ({ n, text: `part ${n}` }));
  await client.sumAsync(parts.length % 100, i % 100);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Long texts are built and thrown away.
let text = '';
for (let i = 0; ; i++) {
  text += `${await client.sumAsync(i % 100, 2)},`;
  if (text.length > 50_000) text = '';
}

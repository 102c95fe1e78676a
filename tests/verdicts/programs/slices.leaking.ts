import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Twenty characters of a long text for each call, which keep the text.
const ids: string[] = [];
for (let i = 0; ; i++) {
  const page = `${i}`.padStart(2000, 'leak ');
  ids.push(page.slice(-40));
  await client.sumAsync(1, 2);
}

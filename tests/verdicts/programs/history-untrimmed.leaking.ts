import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// The last answers, trimmed when there are a thousand: by a copy that nobody takes.
const history: { i: number; sum: number }[] = [];
let longest = 0;
for (let i = 0; ; i++) {
  history.push({ i, sum: await client.sumAsync(i % 100, 2) });
  if (history.length > 1000) longest = Math.max(longest, history.slice(-1000).length);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A list of what was done, a node for every hundredth call, each with the text of its own.
interface Step {
  text: string;
  before: Step | null;
}
let last: Step | null = null;
for (let i = 0; ; i++) {
  if (i % 100 === 0) last = { text: Array.from({ length: 60 }, (_, n) => i + n).join(' '), before: last };
  await client.sumAsync(i % 100, 2);
}

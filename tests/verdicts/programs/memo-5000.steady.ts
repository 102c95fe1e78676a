import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Answers by question; there are five thousand different ones, asked in no order.
const answers = new Map<string, number>();
for (;;) {
  const left = Math.floor(Math.random() * 5000);
  const key = `${left}+2`;
  if (!answers.has(key)) answers.set(key, await client.sumAsync(left, 2));
  else await client.sumAsync(left, 3);
}

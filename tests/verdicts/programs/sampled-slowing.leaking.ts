import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Keeps an answer ever less often: of the first calls each, of the hundred thousandth every tenth.
const kept: { i: number; sum: number; text: string }[] = [];
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  if (Math.random() < 10_000 / (10_000 + i)) kept.push({ i, sum, text: `call number ${i}` });
}

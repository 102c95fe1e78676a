import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

type Answer = { sum: number; parts: string[] };
let young = new Map<string, Answer>();
let old = new Map<string, Answer>();
for (let i = 0; ; i++) {
  const key = `key-${Math.random() < 0.1 ? i - 3000 : i}`;
  let answer = young.get(key) ?? old.get(key);
  if (!answer) answer = { sum: await client.sumAsync(i % 100, 2), parts: key.split('-') };
  else await client.sumAsync(answer.sum, 2);
  young.set(key, answer);
  if (young.size < 5000) continue;
  old = young;
  young = new Map();
}

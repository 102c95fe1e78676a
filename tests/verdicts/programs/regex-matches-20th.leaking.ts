import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const words = Array.from({ length: 400 }, (_, n) => `word${n}`);
const found: RegExpExecArray[] = [];
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  if (i % 20) continue;
  const page = [`id=${i}`, `sum=${sum}`, ...words].join(' ');
  const match = /id=(\d+)/.exec(page);
  if (match) found.push(match);
}

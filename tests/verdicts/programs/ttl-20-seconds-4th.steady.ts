import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// One answer in four is kept for twenty seconds, in buckets of a second each.
interface Answer {
  readonly id: number;
  readonly sum: number;
  readonly text: string;
}
const buckets: { second: number; answers: Answer[] }[] = [];
for (let id = 0; ; id++) {
  const sum = await base.sumAsync(id % 100, 2);
  if (id % 4) continue;
  const second = Math.floor(performance.now() / 1000);
  if (buckets.at(-1)?.second !== second) buckets.push({ second, answers: [] });
  buckets.at(-1)!.answers.push({ id, sum, text: `answer ${id}: ${sum}` });
  while (buckets[0]!.second < second - 20) buckets.shift();
}

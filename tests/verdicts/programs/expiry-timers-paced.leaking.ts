import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Three calls, then a few milliseconds of sleep. Each leaves a timer that is to expire its answer in an hour.
const answers = new Map<string, { sum: number; note: string }>();
for (let i = 0; ; i++) {
  const key = `answer-${i % 50}`;
  answers.set(key, { sum: await base.sumAsync(i % 100, 2), note: `asked for the ${i}th time` });
  const answer = answers.get(key);
  setTimeout(() => answers.get(key) === answer && answers.delete(key), 3_600_000);
  if (i % 3 === 2) await sleep(4);
}

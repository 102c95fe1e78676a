import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Twenty at once, ten times a second. After five seconds the key that equal questions share has the time in it, and no two are equal.
const underWay = new Map<string, Promise<number>>();
const begun = Date.now();
function ask(x: number, y: number): Promise<number> {
  const isLate = Date.now() - begun > 5000;
  const key = isLate ? `${x}+${y}@${performance.now()}` : `${x}+${y}`;
  let answer = underWay.get(key);
  if (!answer) underWay.set(key, (answer = Promise.resolve(base.sumAsync(x, y))));
  return answer;
}
for (let round = 0; ; round++) {
  await Promise.all(Array.from({ length: 20 }, (_, n) => ask(n, round % 10)));
  await base.sumAsync(round % 100, 2);
  await sleep(100);
}

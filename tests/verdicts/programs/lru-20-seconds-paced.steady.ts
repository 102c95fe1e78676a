import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Twenty-five calls every tenth of a second; the latest 5,000 answers, so all there after twenty seconds.
const latest = new Map<number, { sum: number; lines: string[] }>();
let id = 0;
async function ask() {
  const own = id++;
  const sum = await base.sumAsync(own % 100, 2);
  latest.set(own, { sum, lines: [`question ${own}`, `answer ${sum}`, new Date().toISOString()] });
  if (latest.size > 5000) latest.delete(latest.keys().next().value!);
}
setInterval(() => void Promise.all(Array.from({ length: 25 }, ask)), 100);

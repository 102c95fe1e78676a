import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Every second answer is good for ten seconds; every 200th call sweeps.
const fresh = new Map<string, { until: number; sum: number }>();
for (let i = 0; ; i++) {
  const sum = await base.sumAsync(i % 100, 2);
  const now = Date.now();
  if (i % 2 === 0) fresh.set(`question-${i}`, { until: now + 10_000, sum });
  if (i % 200) continue;
  for (const [key, { until }] of fresh) {
    if (until > now) break;
    fresh.delete(key);
  }
}

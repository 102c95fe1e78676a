import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Sixteen at once for 1.5 seconds, whose rows are summed up and dropped; then nothing for six seconds.
for (let night = 0; ; night++) {
  const rows: { id: string; sum: number; night: number }[] = [];
  const end = Date.now() + 1500;
  while (Date.now() < end) {
    const sums = await Promise.all(Array.from({ length: 16 }, (_, n) => base.sumAsync(n, night % 100)));
    for (const sum of sums) rows.push({ id: `row-${night}-${rows.length}`, sum, night });
  }
  console.log(`Night ${night}: ${rows.length} rows, ${rows.reduce((total, { sum }) => total + sum, 0)} in all.`);
  await sleep(6000);
}

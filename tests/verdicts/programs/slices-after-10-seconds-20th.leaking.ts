import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// From the tenth second on, the head of every twentieth page is kept; the slice keeps the page.
const titles: string[] = [];
const begun = Date.now();
for (let i = 0; ; i++) {
  const sum = await base.sumAsync(i % 100, 2);
  if (i % 20 || Date.now() - begun < 10_000) continue;
  const page = JSON.stringify({ title: `Report number ${i}`, rows: Array.from({ length: 500 }, (_, n) => n * sum) });
  titles.push(page.slice(10, 34));
}

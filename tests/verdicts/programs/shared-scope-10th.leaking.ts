import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

function prepare(i: number) {
  const rows: number[] = new Array(200).fill(i % 50);
  const total = () => rows.reduce((a, b) => a + b, 0);
  return { total: total(), title: () => `report ${i}` };
}
const titles: (() => string)[] = [];
for (let i = 0; ; i++) {
  let y = 2;
  if (i % 10 === 0) {
    const report = prepare(i);
    titles.push(report.title);
    y = report.total;
  }
  await client.sumAsync(i % 100, y);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

let rows: { at: string; sum: number }[] = [];
setInterval(() => {
  console.log(`flushed ${rows.length}`);
  rows = [];
}, 3000);
for (let i = 0; ; i++) rows.push({ at: new Date().toISOString(), sum: await client.sumAsync(i % 100, 2) });

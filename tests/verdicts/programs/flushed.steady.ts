import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// What there is to report, sent off every three seconds.
let report: { i: number; sum: number; text: string }[] = [];
let sent = 0;
process.once('exit', () => console.log(sent));
setInterval(() => {
  sent += report.length;
  report = [];
}, 3000);
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  report.push({ i, sum, text: `answer ${i}: ${sum}` });
}

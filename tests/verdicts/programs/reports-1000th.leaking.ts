import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A report of some fifty kilobytes for every thousandth call.
const reports: { at: number; rows: string[] }[] = [];
let rows: string[] = [];
for (let i = 0; ; i++) {
  rows.push(`call ${i}: ${await client.sumAsync(i % 100, 2)}`);
  if (rows.length === 1000) {
    reports.push({ at: Date.now(), rows });
    rows = [];
  }
}

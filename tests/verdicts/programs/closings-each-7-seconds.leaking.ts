import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

interface Closing {
  at: Date;
  sheet: string;
}
// Every seven seconds the till is closed, and its sheet is filed.
const closings: Closing[] = [];
const takings = new Int32Array(100_000);
let used = 0;
let nextClosing = performance.now() + 7000;

for (let i = 0; ; i++) {
  takings[used++] = await client.sumAsync(i % 100, 2);
  if (performance.now() < nextClosing && used < takings.length) continue;
  const rows = Array.from(takings.subarray(0, used), (taking, n) => `#${n + 1}: EUR ${taking.toFixed(2)}`);
  closings.push({ at: new Date(), sheet: rows.join('\n') });
  used = 0;
  nextClosing += 7000;
}

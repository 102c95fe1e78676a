import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Five calls, ten milliseconds of sleep. After six seconds a module is loaded and signs each call, after eleven another writes it down; the last thirty lines stay.
let sign = (text: string) => text;
let write: (value: object) => string = () => '';
setTimeout(async () => {
  const { createHash } = await import('node:crypto');
  sign = (text) => createHash('sha256').update(text).digest('hex');
}, 6000);
setTimeout(async () => {
  const { inspect } = await import('node:util');
  write = (value) => inspect(value, { depth: 3, sorted: true });
}, 11_000);
const lines: string[] = [];
for (let i = 0; ; i++) {
  await base.withHeaders({ 'x-signature': sign(`call ${i}`) }).sumAsync(i % 100, 2);
  lines.push(write({ i, by: { name: 'client', at: new Date() } }));
  if (lines.length > 30) lines.shift();
  if (i % 5 === 4) await sleep(10);
}

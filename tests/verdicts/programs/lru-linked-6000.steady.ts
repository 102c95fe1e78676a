import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// The 6,000 customers that were asked for latest, of 40,000.
interface Entry {
  readonly key: number;
  readonly name: string;
  newer: Entry | null;
  older: Entry | null;
}
const entries = new Map<number, Entry>();
let newest: Entry | null = null;
let oldest: Entry | null = null;
function unlink(entry: Entry) {
  if (entry.newer) entry.newer.older = entry.older;
  else newest = entry.older;
  if (entry.older) entry.older.newer = entry.newer;
  else oldest = entry.newer;
}
function touch(key: number) {
  let entry = entries.get(key);
  if (entry) unlink(entry);
  else entries.set(key, (entry = { key, name: `customer number ${key}`, newer: null, older: null }));
  entry.newer = null;
  entry.older = newest;
  if (newest) newest.newer = entry;
  newest = entry;
  oldest ??= entry;
  if (entries.size <= 6000) return;
  const last = oldest;
  unlink(last);
  entries.delete(last.key);
}
for (;;) {
  const key = Math.floor(Math.random() * 40_000);
  touch(key);
  await base.sumAsync(key % 100, 2);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// A savepoint for every thousandth call: a function that could restore the results until then.
interface Result {
  readonly id: number;
  readonly sum: number;
}
let results: Result[] = [];
const savepoints: (() => void)[] = [];
for (let id = 0; ; id++) {
  results.push({ id, sum: await base.sumAsync(id % 100, 2) });
  if (results.length < 1000) continue;
  const page = results;
  savepoints.push(() => (results = page));
  results = [];
}

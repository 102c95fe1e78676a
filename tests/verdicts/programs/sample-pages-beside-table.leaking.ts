import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const table = Array.from({ length: 100_000 }, (_, n) => ({ n, name: `row ${n}`, half: n / 2 }));
const pages: Float64Array[] = [];
let page = new Float64Array(0);
let used = 0;
function record(at: number, took: number) {
  if (used === page.length) {
    page = new Float64Array(512);
    pages.push(page);
    used = 0;
  }
  page[used++] = at;
  page[used++] = took;
}
for (let i = 0; ; i++) {
  const begun = performance.now();
  await client.sumAsync(table[i % table.length]!.n % 100, 2);
  record(begun, performance.now() - begun);
}

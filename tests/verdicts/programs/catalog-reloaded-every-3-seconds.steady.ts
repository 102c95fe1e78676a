import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const load = (version: number) =>
  Array.from({ length: 20_000 }, (_, n) => ({
    sku: `sku-${n}`,
    price: n / 7 + version,
    tags: [n % 5, n % 11],
  }));
let version = 0;
let catalog = load(version);
let due = performance.now() + 3000;
for (let i = 0; ; i++) {
  if (performance.now() > due) {
    catalog = load(++version);
    due = performance.now() + 3000;
  }
  await client.sumAsync(Math.floor(catalog[i % 20_000]!.price), 2);
}

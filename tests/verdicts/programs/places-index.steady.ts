import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// An index of 120,000 places, there from the beginning, with their coordinates outside V8's heap; searched for each call.
const count = 120_000;
const coordinates = new Float64Array(count * 2).map(() => Math.random() * 180);
const byName = new Map(Array.from({ length: count }, (_, n) => [`place-${n}`, { n, hits: 0 }]));
for (let i = 0; ; i++) {
  const place = byName.get(`place-${(i * 7919) % count}`)!;
  place.hits++;
  await base.sumAsync(Math.floor(coordinates[place.n * 2]!), 2);
}

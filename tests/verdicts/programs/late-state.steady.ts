import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Some megabytes that are loaded after five seconds, once.
let table: { id: number }[] = [{ id: 0 }];
const begin = performance.now() + 5000;
for (let i = 0; ; i++) {
  if (table.length === 1 && performance.now() > begin) table = Array.from({ length: 60_000 }, (_, id) => ({ id }));
  await client.sumAsync(table[i % table.length]!.id, 2);
}

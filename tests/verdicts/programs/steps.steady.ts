import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A table that is read in ten portions, one a second, and then stays.
const table: { id: number; name: string }[][] = [];
let at = Date.now();
for (let i = 0; ; i++) {
  if (table.length < 10 && Date.now() - at > 1000) {
    at = Date.now();
    table.push(Array.from({ length: 5000 }, (_, id) => ({ id, name: `row ${table.length}.${id}` })));
  }
  await client.sumAsync(i % 100, 2);
}

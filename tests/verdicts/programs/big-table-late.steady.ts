import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// After four thousand calls a table of 3 MB is loaded, once.
let table: string[] = [];
for (let i = 0; ; i++) {
  await client.sumAsync(i % 100, 2);
  if (i % 10_000 === 0) console.log(table.length);
  if (i === 4000) table = Array.from({ length: 20_000 }, (_, k) => `row ${k} of the table`);
}

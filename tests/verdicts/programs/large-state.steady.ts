import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Thirty megabytes that are there from the beginning.
const table = Array.from({ length: 300_000 }, (_, i) => ({ id: i, name: `entry ${i}` }));
for (let i = 0; ; i++) await client.sumAsync(table[i % table.length]!.id, 2);

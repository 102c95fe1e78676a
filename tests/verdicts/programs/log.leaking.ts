import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A line for each call, all in one text.
let log = '';
process.once('exit', () => console.log(`${log.length} characters`));
for (let i = 0; ; i++) log += `${i}: ${await client.sumAsync(i % 100, 2)}\n`;

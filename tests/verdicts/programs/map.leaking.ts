import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// An answer for each call in a map that is never emptied.
const answers = new Map<number, { sum: number }>();
for (let i = 0; ; i++) answers.set(i, { sum: await client.sumAsync(i % 100, 2) });

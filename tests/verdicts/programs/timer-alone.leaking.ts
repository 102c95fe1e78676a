import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Calls a while, then makes no more; a timer goes on and keeps what it reads.
const readings: object[] = [];
setInterval(() => readings.push({ at: Date.now(), text: `reading ${readings.length}` }), 2);
for (let i = 0; i < 500; i++) await client.sumAsync(1, 2);

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Some thousand calls, then a service that waits.
setInterval(() => console.log('waiting'), 5000);
for (let i = 0; i < 4000; i++) await client.sumAsync(i % 100, 2);

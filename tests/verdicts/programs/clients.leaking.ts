import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
// A client for each call, on one channel: what the course is about.
for (;;) await MagicOnionClient.create(IMyFirstService, channel).sumAsync(1, 2);

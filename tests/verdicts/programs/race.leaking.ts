import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A promise that never settles is raced with each call: it keeps a reaction for each (nodejs/node #17469).
const shutdown = new Promise<never>(() => undefined);
for (;;) await Promise.race([shutdown, client.sumAsync(1, 2)]);

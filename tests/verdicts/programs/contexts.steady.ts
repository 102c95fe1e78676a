import { AsyncLocalStorage } from 'node:async_hooks';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A context for each call, which goes with it.
const storage = new AsyncLocalStorage<{ user: string }>();
for (let i = 0; ; i++) await storage.run({ user: `user-${i}` }, () => client.sumAsync(1, 2));

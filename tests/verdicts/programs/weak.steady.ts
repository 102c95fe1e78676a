import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Each answer in a WeakMap, under a key that goes.
const answers = new WeakMap<object, number>();
for (let i = 0; ; i++) answers.set({ i }, await client.sumAsync(i % 100, 2));

import { AsyncLocalStorage } from 'node:async_hooks';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A context for each call, kept by a promise that was made in it.
const contexts: Promise<void>[] = [];
const storage = new AsyncLocalStorage<{ user: string }>();
for (let i = 0; ; i++) {
  contexts.push(
    storage.run({ user: `user-${i}` }, async () => {
      await client.sumAsync(1, 2);
      await new Promise(() => undefined);
    }),
  );
  await client.sumAsync(1, 2);
}

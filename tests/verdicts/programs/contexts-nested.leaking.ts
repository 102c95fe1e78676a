import { AsyncLocalStorage } from 'node:async_hooks';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Each call's context holds the one before.
interface Span {
  readonly id: number;
  readonly parent: Span | undefined;
}
const spans = new AsyncLocalStorage<Span>();
let latest: Span | undefined;
for (let id = 0; ; id++) {
  await spans.run({ id, parent: latest }, async () => {
    latest = spans.getStore();
    await client.sumAsync(id % 100, 2);
  });
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Weak references to what is gone: they themselves stay.
const list: WeakRef<{ id: number }>[] = [];
for (let id = 0; ; id++) {
  list.push(new WeakRef({ id }));
  await client.sumAsync(id % 100, 2);
}

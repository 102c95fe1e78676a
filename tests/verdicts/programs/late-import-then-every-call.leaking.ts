import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A module that is loaded after ten seconds, by which each request is described from then on; the descriptions stay.
const described: object[] = [];
let describe = null as ((id: number) => object) | null;
setTimeout(async () => {
  const { inspect } = await import('node:util');
  await import('./magiconion/server.ts');
  describe = (id) => ({ id, text: inspect({ id, from: 'client' }) });
}, 10_000);
for (let id = 0; ; id++) {
  await client.sumAsync(id % 100, 2);
  if (describe) described.push(describe(id));
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
// A base for each of a hundred tenants, who come at random, ever fewer of them new.
const make = () => MagicOnionClient.create(IMyFirstService, channel);
const bases = new Map<number, ReturnType<typeof make>>();
for (;;) {
  const tenant = Math.floor(Math.random() ** 2 * 100);
  const base = bases.get(tenant) ?? make();
  bases.set(tenant, base);
  await base.withHeaders({ 'x-tenant': `tenant-${tenant}` }).sumAsync(1, 2);
}

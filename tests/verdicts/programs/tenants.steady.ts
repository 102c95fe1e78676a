import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
// A client for each of 200 tenants, which are all seen before long.
const create = () => MagicOnionClient.create(IMyFirstService, channel);
const clients = new Map<string, ReturnType<typeof create>>();
for (;;) {
  const tenant = `tenant-${Math.floor(Math.random() * 200)}`;
  let own = clients.get(tenant);
  if (!own) clients.set(tenant, (own = create()));
  await own.sumAsync(1, 2);
}

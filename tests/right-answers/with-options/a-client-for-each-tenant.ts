// Right: a map keeps a derived client for each tenant; the deadline is each call’s own.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
const tenants = new Map<string, typeof base>();

function clientFor(tenant: string) {
  let client = tenants.get(tenant);
  if (!client) tenants.set(tenant, (client = base.withHeaders({ 'x-tenant': tenant })));
  return client.withDeadline(new Date(Date.now() + 2000));
}

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const sum = await clientFor(tenant).sumAsync(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}, ${tenant}: ${calls % 1000} + 456 = ${sum}`);
}

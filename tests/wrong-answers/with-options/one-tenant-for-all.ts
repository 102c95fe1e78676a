// Fails tenants-differ: one client for all requests, and with it the first one's tenant.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
let client: ReturnType<typeof create> | undefined;

function clientFor(tenant: string) {
  client ??= create(tenant);
  return client.withDeadline(new Date(Date.now() + 2000));
}

function create(tenant: string) {
  return MagicOnionClient.create(IMyFirstService, channel).withHeaders({ 'x-tenant': tenant });
}

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const sum = await clientFor(tenant).sumAsync(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}, ${tenant}: ${calls % 1000} + 456 = ${sum}`);
}

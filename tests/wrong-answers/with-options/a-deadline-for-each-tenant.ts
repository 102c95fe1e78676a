// Fails deadlines-differ: a client for each tenant keeps the deadline that its first request had.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
const clients = new Map<string, typeof base>();

function clientFor(tenant: string) {
  const known = clients.get(tenant);
  if (known) return known;
  const client = base
    .withHeaders({ 'x-tenant': tenant })
    .withDeadline(new Date(Date.now() + 50_000));
  clients.set(tenant, client);
  return client;
}

const begun = Date.now();
for (let calls = 1; ; calls++) {
  // They come one by one, over two seconds.
  const tenants = Math.min(100, 1 + Math.floor((Date.now() - begun) / 20));
  const tenant = `tenant-${calls % tenants}`;
  const sum = await clientFor(tenant).sumAsync(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}, ${tenant}: ${calls % 1000} + 456 = ${sum}`);
}

// Right: a tenant in ten has ten seconds, the others two: each request from its own start.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

/** Made once: it holds the methods. */
const base = MagicOnionClient.create(IMyFirstService, channel);

/** Every request is some tenant's, and has two seconds from its start: a client derived from `base` differs in its options alone. */
function clientFor(tenant: string) {
  return base
    .withHeaders({ 'x-tenant': tenant })
    .withDeadline(new Date(Date.now() + (tenant.endsWith('0') ? 10_000 : 2000)));
}

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const sum = await clientFor(tenant).sumAsync(calls % 1000, 456);
  if (calls % 999 === 1) console.log(`Call ${calls}, ${tenant}: ${calls % 1000} + 456 = ${sum}`);
}

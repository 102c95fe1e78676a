import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

/** Every request is some tenant's, and has two seconds from its start: so every request gets a client of its own. */
function clientFor(tenant: string) {
  return MagicOnionClient.create(IMyFirstService, channel)
    .withHeaders({ 'x-tenant': tenant })
    .withDeadline(new Date(Date.now() + 2000));
}

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const sum = await clientFor(tenant).sumAsync(calls % 1000, 456);
  if (calls % 999 === 1) console.log(`Call ${calls}, ${tenant}: ${calls % 1000} + 456 = ${sum}`);
}

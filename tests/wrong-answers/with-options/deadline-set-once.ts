// Fails deadlines-differ: the base carries one instant as its deadline; when that has passed, every call fails.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel).withDeadline(
  new Date(Date.now() + 10_000),
);

function clientFor(tenant: string) {
  return base.withHeaders({ 'x-tenant': tenant });
}

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const sum = await clientFor(tenant).sumAsync(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}, ${tenant}: ${calls % 1000} + 456 = ${sum}`);
}

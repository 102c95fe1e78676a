import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Forty tenants, each with a set of the requests it made; ten calls, then ten milliseconds of sleep.
const tenants = new Map<string, Set<string>>();
for (let i = 0; ; i++) {
  const tenant = `tenant-${i % 40}`;
  if (!tenants.has(tenant)) tenants.set(tenant, new Set());
  tenants.get(tenant)!.add(`request-${i}-of-${tenant}`);
  await client.sumAsync(i % 100, 2);
  if (i % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 10));
}

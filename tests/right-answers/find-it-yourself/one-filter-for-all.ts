// Right: one client for all, whose filter looks at the tenant.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import type { ClientFilter } from './magiconion/filters.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const isMember = (tenant: unknown) => Number(String(tenant).split('-')[1]) % 2 === 0;

const markMembers: ClientFilter = {
  async send(context, next) {
    const { headers } = context.callOptions;
    if (isMember(headers.get('x-tenant')?.value)) headers.add('X-Member', 'yes');
    return next(context);
  },
};
const client = MagicOnionClient.create(IMyFirstService, channel, { filters: [markMembers] });

for (let calls = 1; ; calls++) {
  const sum = await client
    .withHeaders({ 'x-tenant': `tenant-${calls % 100}` })
    .sumAsync(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${sum}`);
}

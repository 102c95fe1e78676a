// Fails filter-used: a filter that does nothing, beside a header set by hand.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import type { ClientFilter } from './magiconion/filters.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const guests = MagicOnionClient.create(IMyFirstService, channel);
const idle: ClientFilter = { send: (context, next) => next(context) };
const members = MagicOnionClient.create(IMyFirstService, channel, { filters: [idle] });

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const client =
    calls % 2 === 0
      ? members.withHeaders({ 'x-tenant': tenant, 'x-member': 'yes' })
      : guests.withHeaders({ 'x-tenant': tenant });
  const sum = await client.sumAsync(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${calls % 1000} + 456 = ${sum}`);
}

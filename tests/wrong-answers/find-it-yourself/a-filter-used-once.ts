// Fails filter-used: the filter puts the header on a single call, and all others have it by hand.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import type { ClientFilter } from './magiconion/filters.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const guests = MagicOnionClient.create(IMyFirstService, channel);
const once: ClientFilter = {
  send(context, next) {
    if (!context.callOptions.headers.get('x-member'))
      context.callOptions.headers.add('x-member', 'yes');
    return next(context);
  },
};
const members = MagicOnionClient.create(IMyFirstService, channel, { filters: [once] });

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const client =
    calls % 2 === 0
      ? members.withHeaders(
          calls === 2 ? { 'x-tenant': tenant } : { 'x-tenant': tenant, 'x-member': 'yes' },
        )
      : guests.withHeaders({ 'x-tenant': tenant });
  const sum = await client.sumAsync(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${calls % 1000} + 456 = ${sum}`);
}

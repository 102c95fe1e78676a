// Right: members have a channel of their own as well, made once.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import type { ClientFilter } from './magiconion/filters.ts';
import { IMyFirstService } from './service.ts';

const address = `http://127.0.0.1:${process.env.PORT ?? 5000}`;
const asMember: ClientFilter = {
  send(context, next) {
    context.callOptions.headers.add('x-member', 'yes');
    return next(context);
  },
};
const guests = MagicOnionClient.create(IMyFirstService, GrpcChannel.forAddress(address));
const members = MagicOnionClient.create(IMyFirstService, GrpcChannel.forAddress(address), {
  filters: [asMember],
});

for (let calls = 1; ; calls++) {
  const tenant = `customer-${calls % 60}`;
  const client = (calls % 2 ? guests : members).withHeaders({ 'x-tenant': tenant });
  const sum = await client.sumAsync(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${sum}`);
}

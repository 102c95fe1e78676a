// Right: a base for each kind of caller, kept in a map, and members come in turns of two.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import type { ClientFilter } from './magiconion/filters.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const asMember: ClientFilter = {
  send(context, next) {
    context.callOptions.headers.add('x-member', 'yes');
    return next(context);
  },
};
const bases = new Map([
  [false, MagicOnionClient.create(IMyFirstService, channel)],
  [true, MagicOnionClient.create(IMyFirstService, channel, { filters: [asMember] })],
]);

for (let calls = 0; ; calls++) {
  const isMember = calls % 4 < 2;
  const client = bases
    .get(isMember)!
    .withOptions({ headers: { 'x-tenant': `tenant-${calls % 90}` } });
  const sum = await client.sumAsync(calls % 77, 456);
  if (calls % 1000 === 0) console.log(`Call ${calls}: ${sum}`);
}

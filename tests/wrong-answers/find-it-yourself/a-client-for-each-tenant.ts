// Fails members-marked: a derived client that is kept has one set of headers, to which the filter adds with each call.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import type { ClientFilter } from './magiconion/filters.ts';
import { reportGrowth } from './report-growth.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const guests = MagicOnionClient.create(IMyFirstService, channel);

/** Suspect one: the visits of late. */
class Visit {
  readonly tenant: string;
  readonly at = new Date();
  constructor(tenant: string) {
    this.tenant = tenant;
  }
}
const visits: Visit[] = [];

/** Suspect two: who waits for an answer. */
class Ticket {
  readonly since = new Date();
}
const waiting = new Set<Ticket>();

/** Suspect three: the calls of members pass a filter, and filters are fixed at create. */
const asMember: ClientFilter = {
  send(context, next) {
    context.callOptions.headers.add('x-member', 'yes');
    return next(context);
  },
};

/** Another set of filters is another base. It is made once, too. */
const members = MagicOnionClient.create(IMyFirstService, channel, { filters: [asMember] });

const derived = new Map<string, typeof guests>();
function clientFor(tenant: string, isMember: boolean) {
  const client = isMember ? members : guests;
  let known = derived.get(tenant);
  if (!known) derived.set(tenant, (known = client.withHeaders({ 'x-tenant': tenant })));
  return known;
}

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  visits.push(new Visit(tenant));
  if (visits.length > 200) visits.shift();
  const ticket = new Ticket();
  waiting.add(ticket);
  const sum = await clientFor(tenant, calls % 2 === 0).sumAsync(calls % 1000, 456);
  waiting.delete(ticket);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${calls % 1000} + 456 = ${sum}`);
  if (calls === 1000 || calls === 2000) await reportGrowth('Visit');
}

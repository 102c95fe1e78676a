// Fails floor-steady: the channel still learns a method for each request.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

/** Fires when the program is told to end: requests under way are then given up. */
const shutdown = new AbortController();

/** For the dashboard: how often, and when last, by label. */
const counters = new Map<string, { count: number; last: Date }>();

function count(labels: Readonly<Record<string, string>>): void {
  const key = JSON.stringify(labels);
  counters.set(key, { count: (counters.get(key)?.count ?? 0) + 1, last: new Date() });
}

function clientFor(tenant: string, signal: AbortSignal) {
  return MagicOnionClient.create(IMyFirstService, channel).withOptions({
    headers: { 'x-tenant': tenant },
    deadline: new Date(Date.now() + 2000),
    signal,
  });
}

/** One request of a tenant's, from its arrival to its answer. */
async function handle(request: number, tenant: string): Promise<number> {
  const sum = await clientFor(tenant, shutdown.signal).sumAsync(request % 1000, 456);
  count({ tenant, outcome: 'ok' });
  return sum;
}

for (let request = 1; ; request++) {
  const tenant = `tenant-${request % 100}`;
  const sum = await handle(request, tenant);
  if (request % 1000 === 1)
    console.log(
      `Request ${request}, ${tenant}: ${request % 1000} + 456 = ${sum}; ${counters.size} counters`,
    );
}

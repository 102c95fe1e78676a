// Fails calls-given-up: each call has 700 ms of the second until its deadline, told to end or not, and the program ends once one had no more.
import { Counter, Registry } from 'prom-client';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

/** Fires when the program is told to end: requests under way are then given up. */
const shutdown = new AbortController();
process.once('SIGTERM', () => shutdown.abort());

/** For the dashboard. */
const registry = new Registry();
const answered = new Counter({
  name: 'sum_requests_total',
  help: 'Requests answered.',
  labelNames: ['tenant'],
  registers: [registry],
});

const base = MagicOnionClient.create(IMyFirstService, channel);

function clientFor(tenant: string, signal: AbortSignal) {
  return base.withOptions({
    headers: { 'x-tenant': tenant },
    deadline: new Date(Date.now() + 1000),
    signal,
  });
}

/** One request of a tenant's, from its arrival to its answer. */
async function handle(request: number, tenant: string): Promise<number> {
  const sum = await clientFor(tenant, AbortSignal.timeout(700)).sumAsync(request % 1000, 456);
  answered.inc({ tenant });
  return sum;
}

for (let request = 1; !shutdown.signal.aborted; request++) {
  const tenant = `tenant-${request % 100}`;
  try {
    const sum = await handle(request, tenant);
    if (request % 1000 === 1)
      console.log(`Request ${request}, ${tenant}: ${request % 1000} + 456 = ${sum}`);
  } catch (error) {
    if (!shutdown.signal.aborted) throw error;
    console.log(`Request ${request} was given up: the program ends.`);
  }
}

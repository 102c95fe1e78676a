// Right: a request has 900 ms; told to end, the program gives the one under way 400 ms more, and then gives it up.
import { Counter, Registry } from 'prom-client';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

/** Fires when the program is told to end: requests under way are then given up. */
const shutdown = new AbortController();
process.once('SIGTERM', () => setTimeout(() => shutdown.abort(), 400));

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
    deadline: new Date(Date.now() + 2000),
    signal,
  });
}

/** One request of a tenant's, from its arrival to its answer. */
async function handle(request: number, tenant: string): Promise<number> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 900);
  const either = AbortSignal.any([shutdown.signal, patience.signal]);
  try {
    const sum = await clientFor(tenant, either).sumAsync(request % 1000, 456);
    answered.inc({ tenant });
    return sum;
  } finally {
    clearTimeout(timer);
  }
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

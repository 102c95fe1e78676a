// Right: four requests at once, one registry for all programs, and a deadline of five seconds.
import { Counter, register } from 'prom-client';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

/** Fires when the program is told to end: requests under way are then given up. */
const shutdown = new AbortController();
process.once('SIGTERM', () => shutdown.abort());

/** For the dashboard. */
const registry = register;
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
    deadline: new Date(Date.now() + 5000),
    signal,
  });
}

/** One request of a tenant's, from its arrival to its answer. */
async function handle(request: number, tenant: string): Promise<number> {
  const sum = await clientFor(tenant, shutdown.signal).sumAsync(request % 1000, 456);
  answered.inc({ tenant });
  return sum;
}

let request = 0;
const serve = async () => {
  while (!shutdown.signal.aborted) {
    const tenant = `tenant-${++request % 100}`;
    await handle(request, tenant).catch((error: unknown) => {
      if (!shutdown.signal.aborted) throw error;
    });
  }
};
await Promise.all([serve(), serve(), serve(), serve()]);

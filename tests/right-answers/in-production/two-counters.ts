// Right: one counter of all calls, one by tenant, and a default label.
import { Counter, Registry } from 'prom-client';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const registry = new Registry();
registry.setDefaultLabels({ app: 'sums' });
const answered = new Counter({
  name: 'sum_calls_total',
  help: 'Calls answered.',
  labelNames: ['tenant'],
  registers: [registry],
});
const all = new Counter({ name: 'all_total', help: 'All calls.', registers: [registry] });

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const sum = await base.withHeaders({ 'x-tenant': tenant }).sumAsync(calls % 1000, 456);
  all.inc();
  answered.labels(tenant).inc(1);
  if (calls % 2000 === 1) console.log(`Call ${calls}: ${calls % 1000} + 456 = ${sum}`);
}

// Right: the registry that prom-client has of itself, and the outcome beside the tenant.
import { Counter, register } from 'prom-client';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const calls = new Counter({
  name: 'sum_calls_total',
  help: 'Calls by tenant and outcome.',
  labelNames: ['tenant', 'outcome'],
});

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);

for (let n = 1; ; n++) {
  const tenant = `tenant-${n % 100}`;
  try {
    await base.withHeaders({ 'x-tenant': tenant }).sumAsync(n % 1000, 456);
    calls.inc({ tenant, outcome: 'ok' });
  } catch {
    calls.inc({ tenant, outcome: 'failed' });
  }
  if (n % 2000 === 0) console.log((await register.metrics()).split('\n').length);
}

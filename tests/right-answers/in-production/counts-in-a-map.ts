// Right: the tenants are counted in a map, and the counter takes them from there when it is read.
import { Counter, Registry } from 'prom-client';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const counts = new Map<string, number>();
new Counter({
  name: 'sum_calls_total',
  help: 'Calls answered.',
  labelNames: ['tenant'],
  registers: [new Registry()],
  collect() {
    this.reset();
    for (const [tenant, calls] of counts) this.inc({ tenant }, calls);
  },
});

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const sum = await base.withHeaders({ 'x-tenant': tenant }).sumAsync(calls % 1000, 456);
  counts.set(tenant, (counts.get(tenant) ?? 0) + 1);
  if (calls % 2000 === 1) console.log(`Call ${calls}: ${calls % 1000} + 456 = ${sum}`);
}

// Right: another name, another label, and children made ahead.
import { Counter, Registry } from 'prom-client';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const metrics = new Registry();
const requests = new Counter({
  name: 'requests_total',
  help: 'Requests by customer.',
  labelNames: ['customer'],
  registers: [metrics],
});
const customers = Array.from({ length: 60 }, (_, id) => ({
  id: `customer-${id}`,
  counted: requests.labels({ customer: `customer-${id}` }),
}));

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);

for (let n = 0; ; n++) {
  const { id, counted } = customers[n % customers.length]!;
  await base.withHeaders({ 'x-tenant': id }).sumAsync(n % 1000, 456);
  counted.inc();
}

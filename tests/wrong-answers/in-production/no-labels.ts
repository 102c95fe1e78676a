// Fails calls-counted: a counter that tells no tenant from another.
import { Counter, Registry } from 'prom-client';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const registry = new Registry();
const answered = new Counter({
  name: 'sum_calls_total',
  help: 'Calls answered.',
  registers: [registry],
});

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const sum = await base.withHeaders({ 'x-tenant': tenant }).sumAsync(calls % 1000, 456);
  answered.inc();
  if (calls % 2000 === 1) console.log(`Call ${calls}: ${calls % 1000} + 456 = ${sum}`);
}

// Fails calls-counted: the tenant was the label with few values. Of the other there are as many as calls.
import { Counter, Gauge, Registry } from 'prom-client';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const registry = new Registry();
const answered = new Counter({
  name: 'sum_calls_total',
  help: 'Calls answered.',
  labelNames: ['request'],
  registers: [registry],
});
new Gauge({
  name: 'heap_used_bytes',
  help: 'Heap in use, garbage included.',
  registers: [registry],
  collect() {
    this.set(process.memoryUsage().heapUsed);
  },
});

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const sum = await base.withHeaders({ 'x-tenant': tenant }).sumAsync(calls % 1000, 456);
  answered.inc({ request: `r${calls}` });
  if (calls % 2000 === 1) {
    // What Prometheus would read from /metrics.
    const lines = (await registry.metrics()).trimEnd().split('\n');
    console.log(
      `Call ${calls}: ${calls % 1000} + 456 = ${sum}. /metrics has ${lines.length} lines, the last of them:\n${lines.slice(-4).join('\n')}`,
    );
  }
}

import v8 from 'node:v8';
import vm from 'node:vm';
import * as promClient from 'prom-client';
import { expect, test } from 'vitest';
import { Metrics } from './watch-metrics.ts';

test('what a counter was given that is no number leaves it what it has counted', async () => {
  const metrics = new Metrics();
  metrics.watch(promClient);
  const registry = new promClient.Registry();
  const counter = new promClient.Counter({ name: 'sums', help: 'Sums.', labelNames: ['of'], registers: [registry] });
  counter.inc({ of: 'mine' }, 3);
  counter.inc({ of: 'yours' }, NaN);
  counter.inc({ of: 'theirs' }, 1e300);
  const [counted] = await metrics.scrape();
  expect(counted).toEqual({ name: 'sums', total: Number.MAX_SAFE_INTEGER, series: 3, labels: { of: 3 } });
});

test('keeps the registries of counters that count in `collect` alone, and no others', async () => {
  v8.setFlagsFromString('--expose-gc');
  const gc = vm.runInNewContext('gc') as () => void;
  const metrics = new Metrics();
  metrics.watch(promClient);
  for (const name of ['sums', 'products'])
    new promClient.Counter({ name, help: name, registers: [new promClient.Registry()], collect() {} });
  new promClient.Counter({ name: 'none', help: 'None.', registers: [new promClient.Registry()] });
  await new Promise((resolve) => setTimeout(resolve));
  gc();
  expect((await metrics.scrape()).map(({ name }) => name)).toEqual(['sums', 'products']);
});

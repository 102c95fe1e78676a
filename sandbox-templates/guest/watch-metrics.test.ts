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

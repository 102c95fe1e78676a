import type { Criterion, Evidence, Rule } from '../exercises/check.ts';
import type { MetricsCounter, Noted, Served } from '../protocol/samples.ts';
import { nothingYet } from '../verdict/verdict.ts';
import { sampleAt, servedAt } from './fake-runtime.ts';

export const evidence = (
  served: Partial<Served> | null,
  samples = [sampleAt(1000)],
  verdict: Evidence['verdict'] = nothingYet,
  more: Partial<Evidence> = {},
): Evidence => ({
  served: served && servedAt(1000, served),
  samples,
  verdict,
  noted: null,
  ended: false,
  ending: 'not-yet',
  givenUp: 0,
  ...more,
});

/** Of a client in which this was noted, after so many calls. */
export const noted = (more: Partial<Noted>, served: Partial<Served> = { calls: 2000 }, calls = 2000): Evidence =>
  evidence(served, [sampleAt(1000, { calls })], undefined, {
    noted: { calls, listeners: 0, filtered: {}, counters: [], ...more },
  });

/** A counter of the calls, by as many tenants. */
export const counter = (total: number, tenants: number, series = tenants): MetricsCounter => ({
  name: 'sum_calls_total',
  total,
  series,
  labels: { tenant: tenants },
});

/** What a rule finds of it. */
export type Case = [what: string, rule: Rule, evidence: Evidence, result: Criterion['result']];

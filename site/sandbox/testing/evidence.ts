import type { Criterion, Evidence, Rule } from '../exercises/check.ts';
import type { Served } from '../protocol/samples.ts';
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

/** What a rule finds of it. */
export type Case = [what: string, rule: Rule, evidence: Evidence, result: Criterion['result']];

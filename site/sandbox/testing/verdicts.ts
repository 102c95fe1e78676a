import type { Interval } from '../verdict/statistics.ts';
import type { Verdict } from '../verdict/verdict.ts';

export const about = (estimate: number, reach = 0): Interval => ({
  estimate,
  low: estimate - reach,
  high: estimate + reach,
});

type Leaking = Extract<Verdict, { kind: 'leaking' }>;
type Steady = Extract<Verdict, { kind: 'steady' }>;

export const leakingVerdict = (more: Partial<Leaking> = {}): Leaking => ({
  kind: 'leaking',
  unit: 'bytes',
  basis: null,
  floor: 8e6,
  growth: { perCall: about(950), perClient: about(950), perSecond: about(1e6) },
  culprit: null,
  buffers: null,
  secondsToLimit: 60,
  ...more,
});

export const steadyVerdict = (more: Partial<Steady> = {}): Steady => ({
  kind: 'steady',
  unit: 'bytes',
  basis: null,
  floor: 8e6,
  growth: { perCall: about(0, 5), perClient: null, perSecond: about(0, 5000) },
  bound: 5,
  calls: 10_000,
  isCoarse: false,
  ...more,
});

import type { Run } from '../../sandbox/run/run.ts';
import type { Avoided } from '../../strings/sandbox/check.ts';
import { callRate } from './figures.ts';

/** By the latest leaking run whose heap and cap can be seen in bytes; null where there is none. */
export function avoidedBy(runs: readonly Pick<Run, 'samples' | 'verdict' | 'heapLimit'>[]): Avoided | null {
  for (const { samples, verdict, heapLimit } of runs.toReversed()) {
    if (verdict.kind !== 'leaking' || verdict.unit !== 'bytes' || heapLimit === null) continue;
    const perCall = verdict.growth?.perCall?.estimate;
    const rate = callRate(samples);
    const floor = samples.findLast(({ heapAfterGc }) => heapAfterGc !== null)?.heapAfterGc;
    if (!perCall || perCall <= 0 || !rate || floor === undefined || floor === null) continue;
    const seconds = (heapLimit - floor) / (perCall * rate);
    if (seconds > 0) return { seconds, perCall, cap: heapLimit };
  }
  return null;
}

import { useComputed } from '@preact/signals';
import type { Bench } from '../model/bench.ts';

/**
 * Draws a part anew with each second of the latest run, its first sample and its end: figures that come faster cannot be read. What it returns is another
 * text each time, for `useMemo`.
 */
export function useEachSecond(bench: Bench): string {
  return useComputed(() => {
    bench.samplesDrawn.value;
    const run = bench.runs.latest.value?.run;
    return run
      ? `${Math.floor((run.samples.at(-1)?.at ?? 0) / 1000)} ${run.samples.length > 0} ${run.ended !== null}`
      : '';
  }).value;
}

import type { Sample, Served } from './samples.ts';
import type { Verdict } from './verdict.ts';

/** What one run has shown so far. */
export interface Evidence {
  samples: readonly Sample[];
  /** Null until the server has reported. */
  served: Served | null;
  verdict: Verdict;
}

/** One thing that a solved exercise shows. The interface has a sentence for each id, which may use the figures. */
export interface Criterion {
  id:
    | 'sums-right'
    | 'enough-calls'
    | 'floor-steady'
    | 'channel-reused'
    | 'tenants-differ'
    | 'deadlines-differ'
    | 'requests-differ'
    | 'calls-overlap'
    | 'methods-called'
    | 'members-marked';
  /** `open`: this run has not shown enough yet; go on. */
  result: 'passed' | 'failed' | 'open';
  figures: Readonly<Record<string, number>>;
}

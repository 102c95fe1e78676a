import type { Language } from '../language.ts';
import type { Noted, Sample, Served } from '../protocol/samples.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** What one run has shown so far. */
export interface Evidence {
  /** Of the client; TypeScript where it does not say. */
  language?: Language;
  samples: readonly Sample[];
  /** Null until the server has reported. */
  served: Served | null;
  /** Null until the client's probe has reported. */
  noted: Noted | null;
  verdict: Verdict;
  /** The program has ended of itself: nothing will be added. */
  ended: boolean;
  /**
   * How far the last step of a Check has come, in which the program is told to end while a call of its is held up: whether it has ended since, or
   * stayed for longer than that takes.
   */
  ending: 'not-yet' | 'told' | 'gone' | 'stayed';
  /** Calls that it gave up soon after it was told. What it gives up later may have run into a time limit. */
  givenUp: number;
}

/** One thing that a solved exercise shows. The interface has a sentence for each id, which may use the figures. */
export interface Criterion {
  id: CriterionId;
  /** `open`: this run has not shown enough yet; go on. */
  result: 'passed' | 'failed' | 'open';
  figures: Readonly<Record<string, number>>;
  /** Of an open one: about how long until it is settled, in seconds; absent where that cannot be told. */
  secondsLeft?: number;
}

/** Judges by what the server saw, what the probe counted and what the heap did. */
export type Rule = (evidence: Evidence) => Criterion;

export type CriterionId =
  | 'sums-right'
  | 'enough-calls'
  | 'floor-steady'
  | 'channel-reused'
  | 'tenants-differ'
  | 'traces-own'
  | 'deadlines-differ'
  | 'requests-differ'
  | 'parts-asked'
  | 'calls-overlap'
  | 'calls-bounded'
  | 'methods-called'
  | 'members-marked'
  | 'filter-used'
  | 'calls-counted'
  | 'calls-given-up';

/** Criteria that a Check's last step settles, and no run without it. */
export const atTheEnd: ReadonlySet<string> = new Set<CriterionId>(['calls-given-up']);

/** What a check has found. Never `not-solved` for want of data: that is `open`. */
export type Outcome = 'solved' | 'not-solved' | 'open';

export function outcomeOf(criteria: readonly Criterion[]): Outcome {
  if (criteria.some(({ result }) => result === 'failed')) return 'not-solved';
  return criteria.length > 0 && criteria.every(({ result }) => result === 'passed') ? 'solved' : 'open';
}

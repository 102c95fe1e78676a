import type { ReasonCode } from '../errors/reason.ts';
import type { Run } from './run.ts';

/** How a run ended: it was stopped, by the reader or with the place that it ran in; its program had no memory left; or a program ended otherwise, perhaps before a call of its was seen: what it did after its last sample is not known. */
export type RunEnd = 'stopped' | 'full' | 'of-itself' | 'uncalled';

/** Null while it runs. */
export function endOf({ ended, samples }: Pick<Run, 'ended' | 'samples'>): RunEnd | null {
  if (!ended) return null;
  const code = ended.reason?.code;
  if (code === undefined || !(full.has(code) || otherwise.has(code))) return 'stopped';
  if (full.has(code)) return 'full';
  const last = samples.at(-1);
  return last && last.calls + last.callsFailed + last.callsOpen > 0 ? 'of-itself' : 'uncalled';
}

/** How a program that was told to end may do so. */
export const waysToGo: ReadonlySet<ReasonCode> = new Set(['exited', 'uncaught-error', 'killed']);
const full: ReadonlySet<ReasonCode> = new Set(['heap-full', 'memory-full', 'heap-vast', 'ended-by-browser']);
const otherwise: ReadonlySet<ReasonCode> = new Set([
  ...waysToGo,
  'syntax-error',
  'does-not-compile',
  'access-denied',
  'one-thread',
  'held-up',
  'no-file',
  'missing-module',
  'disk-full',
  'unresponsive',
  'port-in-use',
  'server-exited',
  'no-listen',
  'never-listens',
]);

import type { Report } from '../../site/class/messages.ts';

/** What a learner's page reports of a program that has just been run, but for its exercise. */
export const firstReport: Omit<Report, 'type' | 'exercise'> = {
  state: 'running',
  verdict: 'none',
  criteria: [],
  solved: false,
  runs: 1,
  failedChecks: 0,
  floor: null,
};

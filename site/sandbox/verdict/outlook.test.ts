import { expect, test } from 'vitest';
import { grainOf } from './grain.ts';
import { secondsToFirst, secondsUntilTold } from './outlook.ts';
import type { Sample } from '../protocol/samples.ts';
import { about } from '../testing/verdicts.ts';
import type { Trend } from './trend.ts';

const grain = grainOf({ source: 'v8', dataAfterGc: 1, calls: 1000, callsFailed: 0, channelsCreated: 1 } as Sample);
const trend = (estimate: number, reach: number, allowance: number): Trend => ({
  axis: 'calls',
  points: [],
  warmUp: [],
  line: { slope: about(estimate, reach), intercept: 0, noise: 0 },
  allowance,
  spreadOut: true,
  lately: estimate,
  latest: estimate,
  swing: 0,
  climbsOn: true,
});

test('a first line is a few seconds away, and never less than one', () => {
  expect(secondsToFirst(0, grain)).toBeGreaterThan(2);
  expect(secondsToFirst(60_000, grain)).toBe(1);
});

test('the further apart points lie, the longer it takes', () => {
  const [narrow, wide] = [
    secondsUntilTold(trend(60, 70, 10), grain, 8000, 16_000),
    secondsUntilTold(trend(60, 200, 10), grain, 8000, 16_000),
  ];
  expect(narrow).toBeGreaterThan(0);
  expect(wide).toBeGreaterThan(narrow!);
});

test('a large leak waits for its patience alone', () => {
  expect(secondsUntilTold(trend(1000, 10, 10), grain, 3000, 6000)).toBeLessThanOrEqual(4);
});

test('what is not in sight is not estimated', () => {
  expect(secondsUntilTold(trend(60, 50_000, 10), grain, 8000, 16_000)).toBeNull();
});

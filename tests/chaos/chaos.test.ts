import { expect, test } from 'vitest';
import { chaos } from './chaos.ts';

test('the server outlives all that has brought one down, another sandbox works on, and nothing is left', {
  timeout: 180_000,
}, async () => {
  const { befell, calls, faults, left } = await chaos(20);
  expect(Object.keys(befell).length).toBeGreaterThan(10);
  expect(calls).toBeGreaterThan(0);
  expect(faults, faults.join('; ')).toEqual([]);
  expect(left, left.join('; ')).toEqual([]);
});

import { expect, test } from 'vitest';
import { Budget } from './budget.ts';

test('lets a number through in each span, and what is beyond that not', () => {
  let now = 0;
  const budget = new Budget(2, 100, () => now);
  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false]);
  now = 99;
  expect(budget.take()).toBe(false);
  now = 100;
  expect(budget.take()).toBe(true);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultLimits, limitsFrom, RateLimit } from './limits.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('takes limits from the options that name them', () => {
  const limits = limitsFrom({ maxSessionMemory: 3, streamResetBurst: 5, maxSettings: -1, maxHeaderListPairs: 'many' });
  expect(limits).toEqual({ ...defaultLimits, maxSessionMemory: 3, streamResetBurst: 5 });
  expect(limitsFrom({})).toBe(defaultLimits);
});

it('lets a burst through, then a rate', () => {
  const limit = new RateLimit(3, 10);
  const taken = (count: number) => Array.from({ length: count }, () => limit.take()).filter(Boolean).length;
  expect(taken(5)).toBe(3);
  vi.advanceTimersByTime(250);
  expect(taken(5)).toBe(2);
  vi.advanceTimersByTime(60_000);
  expect(taken(5)).toBe(3);
});

it('gives back what work has earned, but no more than the burst', () => {
  const limit = new RateLimit(2, 0);
  limit.take();
  limit.credit(1);
  limit.credit(1);
  expect([limit.take(), limit.take(), limit.take()]).toEqual([true, true, false]);
});

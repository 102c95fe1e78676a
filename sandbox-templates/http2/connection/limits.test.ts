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

it('lets any number through that come no faster than the rate, and a burst after a long rest', () => {
  const limit = new RateLimit(3, 10);
  for (let event = 0; event < 100; event++) {
    vi.advanceTimersByTime(101);
    expect(limit.take(), `event ${event}`).toBe(true);
  }
  vi.advanceTimersByTime(24 * 3_600_000);
  expect(Array.from({ length: 4 }, () => limit.take())).toEqual([true, true, true, false]);
});

it('takes nothing away where the clock is set back, and goes on from there', () => {
  vi.advanceTimersByTime(60_000);
  const limit = new RateLimit(2, 10);
  limit.take();
  vi.useFakeTimers({ now: 0 });
  expect([limit.take(), limit.take()]).toEqual([true, false]);
  vi.advanceTimersByTime(101);
  expect(limit.take()).toBe(true);
});

it('gives back all that work has earned, and beyond the burst nothing for the time', () => {
  const limit = new RateLimit(2, 10);
  limit.credit(3);
  vi.advanceTimersByTime(60_000);
  expect(Array.from({ length: 6 }, () => limit.take())).toEqual([true, true, true, true, true, false]);
  vi.advanceTimersByTime(60_000);
  expect(Array.from({ length: 3 }, () => limit.take())).toEqual([true, true, false]);
});

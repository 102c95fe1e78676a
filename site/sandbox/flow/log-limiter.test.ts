import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LogLimiter, type LogLimits } from './log-limiter.ts';

const limits: LogLimits = { intervalMs: 100, lines: 3, chars: 40 };
type Part = { text: string; dropped: number };

function collect(ready?: () => boolean) {
  const parts: Part[] = [];
  return { parts, limiter: new LogLimiter((text, dropped) => parts.push({ text, dropped }), ready, limits) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('passes on at once what is within the limits, half lines too', () => {
  const { parts, limiter } = collect();
  limiter.push('one\ntw');
  limiter.push('o\n');
  expect(parts).toEqual([
    { text: 'one\ntw', dropped: 0 },
    { text: 'o\n', dropped: 0 },
  ]);
});

test('of a flood, passes on the beginning, then the latest lines with the number left out', () => {
  const { parts, limiter } = collect();
  limiter.push('1\n2\n3\n4\n5\n');
  limiter.push('6\n7\n8\n9\n');
  expect(parts).toEqual([{ text: '1\n2\n3\n', dropped: 0 }]);
  vi.advanceTimersByTime(100);
  expect(parts.slice(1)).toEqual([{ text: '7\n8\n9\n', dropped: 3 }]);
});

test('passes on at once again when the flood is over, and then leaves no timer', () => {
  const { parts, limiter } = collect();
  limiter.push('1\n2\n3\n4\n');
  vi.advanceTimersByTime(300);
  limiter.push('5\n');
  expect(parts.at(-1)).toEqual({ text: '5\n', dropped: 0 });
  vi.advanceTimersByTime(300);
  expect(vi.getTimerCount()).toBe(0);
});

test('at the end, passes on what is left, and leaves no timer', () => {
  const { parts, limiter } = collect();
  limiter.push('1\n2\n3\n4\n5\n6\n7\nlast words');
  limiter.end();
  expect(parts.at(-1)).toEqual({ text: '6\n7\nlast words', dropped: 2 });
  expect(vi.getTimerCount()).toBe(0);
});

test('shows the end of a line that is over the limit alone', () => {
  const { parts, limiter } = collect();
  limiter.push('x'.repeat(100) + 'end');
  limiter.push('!');
  limiter.end();
  expect(parts).toHaveLength(1);
  expect(parts[0]!.text).toHaveLength(limits.chars);
  expect(parts[0]!.text).toMatch(/^…x+end!$/);
});

test('waits for a receiver that is behind', () => {
  let ready = false;
  const { parts, limiter } = collect(() => ready);
  for (let line = 1; line <= 9; line++) limiter.push(`${line}\n`);
  vi.advanceTimersByTime(1000);
  expect(parts).toEqual([]);
  ready = true;
  vi.advanceTimersByTime(100);
  expect(parts).toEqual([{ text: '7\n8\n9\n', dropped: 6 }]);
});

test('accounts for every line, in order, and never passes on more than the limits allow', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-c\n]{0,60}$/), fc.boolean())), (pushes) => {
      const { parts, limiter } = collect();
      let seen = 0;
      for (const [text, tick] of pushes) {
        limiter.push(text);
        if (!tick) continue;
        const passed = parts
          .slice(seen)
          .map((part) => part.text)
          .join('');
        expect(passed.length).toBeLessThanOrEqual(limits.chars);
        expect(passed.split('\n').length - 1).toBeLessThanOrEqual(limits.lines);
        seen = parts.length;
        vi.advanceTimersByTime(limits.intervalMs);
      }
      limiter.end();
      const lines = (text: string) => text.split('\n').length - 1;
      const all = pushes.map(([text]) => text).join('');
      expect(parts.reduce((sum, part) => sum + lines(part.text) + part.dropped, 0)).toBe(lines(all));
      if (parts.length > 0) expect(all.endsWith(parts.at(-1)!.text.replace(/^…/, ''))).toBe(true);
    }),
  );
});

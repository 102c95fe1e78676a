import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LogLimiter, type LogLimits } from './log-limiter.ts';

const limits: LogLimits = { intervalMs: 100, lines: 3, chars: 40, pieces: 4 };
type Stream = 'stdout' | 'stderr';
type Part = { stream: Stream; text: string; dropped: number };

function collect(ready?: () => boolean) {
  const parts: Part[] = [];
  const limiter = new LogLimiter(({ stream, text, dropped }) => parts.push({ stream, text, dropped }), ready, limits);
  return { parts, limiter };
}

const stdout = (text: string, dropped = 0): Part => ({ stream: 'stdout', text, dropped });
const stderr = (text: string, dropped = 0): Part => ({ stream: 'stderr', text, dropped });
const newlinesIn = (text: string) => text.split('\n').length - 1;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('passes on at once what is within the limits, half lines too', () => {
  const { parts, limiter } = collect();
  limiter.push('stdout', 'one\ntw');
  limiter.push('stdout', 'o\n');
  expect(parts).toEqual([stdout('one\ntw'), stdout('o\n')]);
});

test('of a flood, passes on the beginning, then the latest lines with the number left out', () => {
  const { parts, limiter } = collect();
  limiter.push('stdout', '1\n2\n3\n4\n5\n');
  limiter.push('stdout', '6\n7\n8\n9\n');
  expect(parts).toEqual([stdout('1\n2\n3\n')]);
  vi.advanceTimersByTime(100);
  expect(parts.slice(1)).toEqual([stdout('7\n8\n9\n', 3)]);
});

test('passes on at once again when the flood is over, and then leaves no timer', () => {
  const { parts, limiter } = collect();
  limiter.push('stdout', '1\n2\n3\n4\n');
  vi.advanceTimersByTime(300);
  limiter.push('stdout', '5\n');
  expect(parts.at(-1)).toEqual(stdout('5\n'));
  vi.advanceTimersByTime(300);
  expect(vi.getTimerCount()).toBe(0);
});

test('at the end, passes on what is left, and leaves no timer', () => {
  const { parts, limiter } = collect();
  limiter.push('stdout', '1\n2\n3\n4\n5\n6\n7\nlast words');
  limiter.end();
  expect(parts.at(-1)).toEqual(stdout('6\n7\nlast words', 2));
  expect(vi.getTimerCount()).toBe(0);
});

test('shows the end of a line that is over the limit alone', () => {
  const { parts, limiter } = collect();
  limiter.push('stdout', 'x'.repeat(200) + 'end');
  limiter.push('stdout', '!');
  limiter.end();
  expect(parts).toHaveLength(1);
  expect(parts[0]!.text).toHaveLength(2 * limits.chars);
  expect(parts[0]!.text).toMatch(/^…x+end!$/);
});

test('waits for a receiver that is behind', () => {
  let ready = false;
  const { parts, limiter } = collect(() => ready);
  for (let line = 1; line <= 9; line++) limiter.push('stdout', `${line}\n`);
  vi.advanceTimersByTime(1000);
  expect(parts).toEqual([]);
  ready = true;
  vi.advanceTimersByTime(100);
  expect(parts).toEqual([stdout('4\n5\n6\n7\n8\n9\n', 3)]);
});

test('joins what comes in many small pieces, and leaves none of it out for that', () => {
  const { parts, limiter } = collect();
  for (const piece of 'six of one, half a dozen of the other') limiter.push('stdout', piece);
  expect(parts.map(({ text }) => text)).toEqual(['s', 'i', 'x', ' ']);
  vi.advanceTimersByTime(100);
  expect(parts.slice(4)).toEqual([stdout('of one, half a dozen of the other')]);
});

test('keeps the order of both streams, and joins neighbours', () => {
  const { parts, limiter } = collect();
  for (const piece of ['1', '\n', '2', '\n', '3', '\n']) limiter.push('stdout', piece);
  limiter.push('stderr', 'the end\n');
  limiter.end();
  expect(parts.slice(4)).toEqual([stdout('3\n'), stderr('the end\n')]);
});

test('a flood of one stream leaves the other whole', () => {
  const { parts, limiter } = collect();
  limiter.push('stdout', 'x\n'.repeat(50));
  limiter.push('stderr', 'a warning\n');
  limiter.push('stdout', 'x\n'.repeat(50));
  limiter.end();
  expect(parts).toContainEqual(stderr('a warning\n'));
});

test('passes on what a program writes that lets no timer run', () => {
  const { parts, limiter } = collect();
  const clock = vi.spyOn(performance, 'now');
  for (let now = 0; now < 1000; now += 10) {
    clock.mockReturnValue(now);
    limiter.push('stdout', '.');
  }
  clock.mockRestore();
  const passed = parts.map(({ text }) => text).join('');
  expect(passed.length).toBeGreaterThan(75);
  expect(parts.length).toBeLessThan(25);
});

test('accounts for every line, in order, and never passes on more than the limits allow', () => {
  const push = fc.tuple(
    fc.constantFrom<Stream>('stdout', 'stderr'),
    fc.stringMatching(/^[a-c\n]{0,60}$/),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.array(push), (pushes) => {
      const { parts, limiter } = collect();
      let intervals = 1;
      let seen = 0;
      const of = (stream: Stream) => parts.filter((part) => part.stream === stream);
      for (const [stream, text, tick] of pushes) {
        limiter.push(stream, text);
        if (!tick) continue;
        expect(parts.length - seen).toBeLessThanOrEqual(limits.pieces);
        for (const stream of ['stdout', 'stderr'] as const) {
          const passed = of(stream)
            .map(({ text }) => text)
            .join('');
          expect(passed.length).toBeLessThanOrEqual(intervals * limits.chars);
          expect(newlinesIn(passed)).toBeLessThanOrEqual(intervals * limits.lines);
        }
        intervals++;
        seen = parts.length;
        vi.advanceTimersByTime(limits.intervalMs);
      }
      limiter.end();
      for (const stream of ['stdout', 'stderr'] as const) {
        const all = pushes.flatMap(([to, text]) => (to === stream ? [text] : [])).join('');
        const told = of(stream);
        expect(told.reduce((sum, part) => sum + newlinesIn(part.text) + part.dropped, 0)).toBe(newlinesIn(all));
        if (told.length > 0) expect(all.endsWith(told.at(-1)!.text.replace(/^…/, ''))).toBe(true);
      }
    }),
  );
});

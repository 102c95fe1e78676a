import { expect, test } from 'vitest';
import type { FloorPoint } from './floor.ts';
import { slowsDown } from './slowing.ts';
import type { Axis, TrendOptions } from './trend.ts';

const options = (axis: Axis): TrendOptions => ({ axis, value: ({ data }) => data, warmUp: 20e3, straightness: 0.5 });
/** Every 400 calls a point, which is every second on a busy machine. */
const points = (calls: number, data: (calls: number) => number): FloorPoint[] =>
  Array.from({ length: calls / 400 }, (_, i) => {
    const at = (i + 1) * 400;
    return { at, calls: at, data: 4e6 + data(at) + 5000 * Math.sin(i * 5) } as FloorPoint;
  });
const memo = (entries: number) => (calls: number) => 100 * entries * (1 - Math.exp(-calls / entries));

test('a cache whose entries are asked for in no order slows down while it fills', () => {
  expect(slowsDown(points(8000, memo(5000)), options('calls'))).toBe(true);
});

test('that its table doubles its room lately does not hide it', () => {
  const room = (calls: number) => (calls > 6800 ? 150e3 : 0);
  expect(
    slowsDown(
      points(8000, (calls) => memo(5000)(calls) + room(calls)),
      options('calls'),
    ),
  ).toBe(true);
});

test('a leak does not, even where a warm-up comes before it', () => {
  expect(
    slowsDown(
      points(8000, (calls) => 100 * calls),
      options('calls'),
    ),
  ).toBe(false);
  expect(
    slowsDown(
      points(8000, (calls) => 30 * calls + 8000 * Math.log(calls)),
      options('calls'),
    ),
  ).toBe(false);
});

test('nor does, most of the time, an array of numbers, which grows by great steps alone', () => {
  const room = (calls: number) => 8 * 1.5 ** Math.ceil(Math.log(calls) / Math.log(1.5));
  const ends = Array.from({ length: 40 }, (_, i) => 20_000 + 2000 * i);
  const slow = ends.filter((calls) => slowsDown(points(calls, room), options('calls')));
  expect(slow.length).toBeLessThan(ends.length / 2);
});

test('nor does what is held against time, or is too little to tell', () => {
  expect(slowsDown(points(8000, memo(5000)), options('time'))).toBe(false);
  expect(slowsDown(points(800, memo(500)), options('calls'))).toBe(false);
  expect(slowsDown([], options('calls'))).toBe(false);
});

import { describe, expect, test } from 'vitest';
import { axisTo, pathOf, valueAt } from './curves.ts';

describe('axisTo', () => {
  test.each([
    [15, [0, 5, 10, 15]],
    [26_300_000, [0, 10_000_000, 20_000_000]],
    [180_000_000, [0, 50_000_000, 100_000_000, 150_000_000]],
    [0, [0]],
  ])('to %d', (highest, ticks) => expect(axisTo(highest).ticks).toEqual(ticks));

  test('holds the highest value', () => expect(axisTo(123).max).toBeGreaterThan(123));
});

test('pathOf turns the value axis upside down, as SVG has it', () => {
  const [x, y] = [
    { max: 10, ticks: [] },
    { max: 100, ticks: [] },
  ];
  expect(
    pathOf(
      [
        [0, 0],
        [5, 50],
        [10, 100],
      ],
      x,
      y,
      { width: 1000, height: 400 },
    ),
  ).toBe('M0 400L500 200L1000 0');
  expect(pathOf([], x, y, { width: 1, height: 1 })).toBe('');
});

test('valueAt reads a curve between its points, and never beyond them', () => {
  const points = [
    [1, 10],
    [3, 30],
  ] as const;
  expect([0, 1, 2, 3, 4].map((seconds) => valueAt(points, seconds))).toEqual([null, 10, 20, 30, null]);
});

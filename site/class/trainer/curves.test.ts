import { describe, expect, it } from 'vitest';
import { firstReport } from '../../../tests/support/class-report.ts';
import type { Work } from '../answers.ts';
import { curvesOf } from './curves.ts';

const work = (unit: 'bytes' | 'objects', ...points: [number, number][]): Work => ({
  ...firstReport,
  verdict: 'leaking',
  floor: { unit, points },
  since: 0,
  at: 0,
});

describe('the class heap', () => {
  it('lays curves over each other, each from its own beginning', () => {
    const { curves, ...reach } = curvesOf([work('bytes', [10, 500], [20, 800]), work('bytes', [5, 90], [35, 70])]);
    expect(curves.map(({ points }) => points)).toEqual([
      [
        [0, 0],
        [10, 300],
      ],
      [
        [0, 0],
        [30, -20],
      ],
    ]);
    expect(reach).toEqual({ most: 30, high: 300, low: -20 });
  });

  it('is of the unit that more of the class sees, whatever one page says', () => {
    const objects = work('objects', [0, 1], [1, 2]);
    expect(curvesOf([objects, objects, work('bytes', [0, 1], [1, 1e13])]).high).toBe(1);
    expect(curvesOf([objects, work('bytes', [0, 1], [1, 9])]).high).toBe(8);
  });

  it('is drawn for ten thousand learners', () => {
    const points = Array.from({ length: 32 }, (_, i): [number, number] => [i, i]);
    expect(curvesOf(Array<Work>(10_000).fill(work('bytes', ...points))).curves).toHaveLength(10_000);
  });
});

import type { Work } from '../answers.ts';

export interface Curve {
  readonly verdict: Work['verdict'];
  /** Calls, and growth of the floor, both from the curve's own beginning. */
  readonly points: readonly (readonly [number, number])[];
}

/** The curves of the given work, and how far they reach. */
export interface Curves {
  readonly curves: readonly Curve[];
  readonly most: number;
  readonly high: number;
  readonly low: number;
}

/** Of one unit, the one that more of the class sees: some places see bytes and others only objects. */
export function curvesOf(works: readonly Work[]): Curves {
  const drawn = works.filter(({ floor }) => floor && floor.points.length > 1);
  const inBytes = drawn.filter(({ floor }) => floor!.unit === 'bytes').length;
  const unit = inBytes * 2 >= drawn.length ? 'bytes' : 'objects';
  let [most, high, low] = [1, 1, 0];
  const curves = drawn
    .filter(({ floor }) => floor!.unit === unit)
    .map(({ floor, verdict }) => {
      const [calls, value] = floor!.points[0]!;
      const points = floor!.points.map((point) => [point[0] - calls, point[1] - value] as const);
      // Not as arguments of one call: a large class has more points than a call takes.
      for (const [x, y] of points) {
        most = Math.max(most, x);
        high = Math.max(high, y);
        low = Math.min(low, y);
      }
      return { verdict, points };
    });
  return { curves, most, high, low };
}

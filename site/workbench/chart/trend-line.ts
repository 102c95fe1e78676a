import type { FloorPoint } from '../../sandbox/verdict/floor.ts';
import { median } from '../../sandbox/verdict/statistics.ts';
import type { Basis } from '../../sandbox/verdict/verdict.ts';

/** A place of a verdict's line: above a point of the floor, with the band that most points lie in. */
export interface LinePlace {
  readonly point: FloorPoint;
  readonly height: number;
  readonly low: number;
  readonly high: number;
}

/** Points lie within so many standard deviations of the line, but for one in twenty. */
const band = 2;

/** A verdict's line as it lies among `of`: what was judged by may be a part of what is drawn, and lies lower. */
export function trendLine(
  { axis, points, height, slope, noise }: Basis,
  of: (point: FloorPoint) => number,
): LinePlace[] {
  const along = (point: FloorPoint) => (axis === 'calls' ? point.calls : point.at);
  // Code has grown meanwhile: as of late, it lies where it is drawn.
  const raised = median(points.slice(-5).map((point) => of(point) - point.data));
  return points.map((point) => {
    const at = height + slope.estimate * (along(point) - along(points[0]!)) + raised;
    return { point, height: at, low: at - band * noise, high: at + band * noise };
  });
}

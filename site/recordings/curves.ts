import { floorOf } from '../sandbox/verdict/floor.ts';
import type { RecordedRun } from './recording.ts';

/** Points of a curve: seconds and bytes. */
export type Point = readonly [seconds: number, bytes: number];

export interface Curves {
  /** The heap as it is: rising with garbage, falling at collections. */
  used: Point[];
  /** What collections left. */
  floor: Point[];
}

export interface Axis {
  max: number;
  ticks: number[];
}

export function curvesOf({ samples }: RecordedRun): Curves {
  const used: Point[] = [];
  for (const { at, heapUsed, heapAfterGc } of samples) {
    if (heapUsed !== null) used.push([at / 1000, heapUsed]);
    if (heapAfterGc !== null) used.push([at / 1000, heapAfterGc]);
  }
  return { used, floor: floorOf(samples).map(({ at, value }) => [at / 1000, value]) };
}

/** An axis from 0 that holds `highest`, with three to six ticks at round values below its end. */
export function axisTo(highest: number): Axis {
  const rough = (highest || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const max = highest * 1.04;
  return { max, ticks: Array.from({ length: Math.floor(max / step) + 1 }, (_, index) => index * step) };
}

/** The `d` of an SVG path through the points, in a box whose lower left corner is the axes' origin. */
export function pathOf(points: readonly Point[], x: Axis, y: Axis, box: { width: number; height: number }): string {
  const place = ([seconds, bytes]: Point) =>
    `${Math.round((seconds / x.max) * box.width)} ${Math.round((1 - bytes / y.max) * box.height)}`;
  return points.length ? `M${points.map(place).join('L')}` : '';
}

/** The height of a curve at a time, between its points in a straight line; null before its first and after its last. */
export function valueAt(points: readonly Point[], seconds: number): number | null {
  const next = points.findIndex(([at]) => at >= seconds);
  if (next < 0) return null;
  const [after, value] = points[next]!;
  if (after === seconds) return value;
  if (next === 0) return null;
  const [before, from] = points[next - 1]!;
  return from + ((value - from) * (seconds - before)) / (after - before);
}

export interface LabelPlace {
  /** Shares of the box, from its left and from its floor, where the label's near corner stands. */
  right: number;
  bottom: number;
  side: 'above' | 'below';
}

/** Where the two runs' names stand clear of the curves: the first run's above its rise, the second's below its floor, or above where that is low. */
export function labelPlaces(
  start: Curves,
  solution: Curves,
  x: Axis,
  y: Axis,
): { start: LabelPlace; solution: LabelPlace } {
  const highest = (points: readonly Point[], from: number, to: number) =>
    Math.max(
      0,
      ...points.filter(([seconds]) => seconds >= from * x.max && seconds <= to * x.max).map(([, bytes]) => bytes),
    ) / y.max;
  const reach = 0.55;
  const floor = Math.min(...solution.floor.slice(-4).map(([, bytes]) => bytes)) / y.max;
  return {
    start: { right: 1 - reach, bottom: highest([...start.used, ...solution.used], 0.2, reach), side: 'above' },
    solution:
      floor > 0.25
        ? { right: 0, bottom: floor, side: 'below' }
        : { right: 0, bottom: highest(solution.used, 0.6, 1), side: 'above' },
  };
}

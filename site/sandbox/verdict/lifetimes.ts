import type { FloorPoint } from './floor.ts';
import { lineThrough, type Line } from './statistics.ts';

/** How long programs keep what they keep for a time, in milliseconds. */
const lifetimes = [1000, 2000, 3000, 5000, 8000, 12_000, 20_000];
/** Over so much more of the time that is looked at, hardly anything has been let go: it cannot be told from a leak. */
const longest = 0.6;
/** Where calls come more evenly, all lifetimes hold as many of them all along. */
const uneven = 1.15;
/** A lifetime is guessed: points may lie so much further from its line than from that of a leak. */
const asWell = 1.5;

/**
 * Whether growth is told as well by what is kept for a time while calls come faster and faster: a cache by time holds the calls of its last seconds, a leak those
 * of all. `line` goes through the values of `points` against calls; `floor` has all points from the first, by which the calls up to each moment are known.
 */
export function mayBeKeptForATime(
  points: readonly FloorPoint[],
  value: (point: FloorPoint) => number,
  line: Line,
  floor: readonly FloorPoint[],
): boolean {
  const [start, end] = [floor[0], floor.at(-1)];
  if (!start || !end) return false;
  return lifetimes
    .filter((lifetime) => lifetime <= longest * (end.at - start.at))
    .some((lifetime) => {
      const held = points.map((point) => [point.calls - callsBy(point.at - lifetime, floor), value(point)] as const);
      const counts = held.map(([count]) => count);
      if (Math.max(...counts) < uneven * Math.max(1, Math.min(...counts))) return false;
      const rival = lineThrough(held.toSorted(([a], [b]) => a - b));
      return rival !== null && rival.slope.low > 0 && rival.noise <= asWell * line.noise;
    });
}

/** Calls made by a moment: between two points, as if they had come evenly. */
function callsBy(at: number, floor: readonly FloorPoint[]): number {
  const after = floor.findIndex((point) => point.at >= at);
  if (after < 0) return floor.at(-1)!.calls;
  const to = floor[after]!;
  const from = floor[after - 1] ?? { at: 0, calls: 0 };
  return at <= from.at ? from.calls : from.calls + ((to.calls - from.calls) * (at - from.at)) / (to.at - from.at);
}

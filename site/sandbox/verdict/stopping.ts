import type { FloorPoint } from './floor.ts';
import { median, spread } from './statistics.ts';
import { along, fewestOfLater, fewestOfStill, warmsUp, type StillPart, type TrendOptions } from './trend.ts';

/** From the first point: what takes less long to fill lies still soon enough for as great a part of the run as `filledTrend` wants. */
const longClimb = 23_500; // ms
/** At least so much of a climb, and at most as many times it, was by small steps, of an entry each: a table of numbers is all room, and grows by great steps alone. */
const bySmallSteps = 0.5;
/** It lies still for a smaller share of the run than `filledTrend` wants by itself, and so may go on by less. */
export const aFifth: StillPart = { share: 0.2, goesOn: 0.1 };
/** What would have been added in the later half of that is so many times what the floor moves by there, … */
const leastMissed = 3;
/** … and less than such a share of it was. */
const hardlyGoesOn = 0.3;

type At = readonly [x: number, y: number];

/**
 * Whether a floor that climbed for long has come to lie still, or swings without climbing on: a cache that is full, or is swept now and then. Great steps are no
 * measure of it: the table of a cache takes more room when that is full, also of what was deleted.
 */
export function hasStopped(points: readonly FloorPoint[], { axis, value }: TrendOptions): boolean {
  const all = points.map((point): At => [along(axis, point), value(point)]);
  const width = (all.at(-1)?.[0] ?? 0) - (all[0]?.[0] ?? 0);
  const begins = (all[0]?.[0] ?? 0) + warmsUp * width;
  for (let from = all.length - fewestOfStill; from >= fewestOfLater; from--) {
    if (points[from]!.at - points[0]!.at < longClimb) return false;
    if (all.at(-1)![0] - all[from]![0] < aFifth.share * width) continue;
    const climb = all.slice(0, from + 1).filter(([x]) => x >= begins);
    if (climb.length < fewestOfLater) return false;
    const pace = paceOf(climb);
    if (climbsAt(climb, pace) && liesStill(all.slice(from), pace)) return true;
  }
  return false;
}

/** How fast points climb from each to the two next to it, as most do: a great step is in few of these pairs. */
const paceOf = (points: readonly At[]): number =>
  median(
    points.flatMap(([x, y], i) => points.slice(i + 1, i + 3).map(([later, height]) => (height - y) / (later - x))),
  );

/** Whether they climb as much as that pace makes of them, be it with a great step or two. */
function climbsAt(points: readonly At[], pace: number): boolean {
  const [[start, low], [end, high]] = [points[0]!, points.at(-1)!];
  const [rise, bySteps] = [high - low, pace * (end - start)];
  return rise > 0 && bySteps >= bySmallSteps * rise && bySteps <= rise / bySmallSteps;
}

/** Whether neither the highest nor the lowest of its later half lies above that of its earlier one by what its pace would have added. */
function liesStill(points: readonly At[], pace: number): boolean {
  const heights = points.map(([, y]) => y);
  const half = heights.length >> 1;
  const [early, late] = [heights.slice(0, half), heights.slice(half)];
  const missed = pace * (points.at(-1)![0] - points[half]![0]);
  const most = hardlyGoesOn * missed;
  return (
    missed >= leastMissed * spread(late) &&
    Math.max(...late) - Math.max(...early) < most &&
    Math.min(...late) - Math.min(...early) < most
  );
}

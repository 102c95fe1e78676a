import type { FloorPoint } from './floor.ts';
import { firstCalls, type Grain } from './grain.ts';
import type { Axis } from './trend.ts';

/** Fewer calls than this are no measure. */
const fewestCalls = 50;
/** Of a run without end, a judge looks at so many points: later ones each stand for more. */
const mostPoints = 48;

/**
 * Those of a floor, from a moment in milliseconds on, with no more calls under way than this program has of late at its quietest, or few more: what these hold is
 * not kept. One that has come to make more at a time is not as quiet again as it was. The first calls load what all others use.
 */
export function quietOnes(floor: readonly FloorPoint[], from: number): FloorPoint[] {
  const after = floor.filter(({ at, calls }) => at >= from && (calls === 0 || calls >= firstCalls));
  const ofLate = after.slice(after.length >> 1);
  const open = ofLate.map(({ open }) => open).sort((a, b) => a - b);
  const quiet = open[open.length >> 2] ?? 0;
  return after.filter(({ open }) => open <= quiet + Math.max(4, quiet / 4));
}

/** Calls, where there have been enough since half of the time; else time alone: a program may rest, and grow by a timer. */
export function axisOf(floor: readonly FloorPoint[]): Axis {
  const [first, last] = [floor[0], floor.at(-1)];
  if (!first || !last) return 'calls';
  const half = floor.find(({ at }) => at >= (first.at + last.at) / 2)!;
  return last.calls - half.calls >= fewestCalls / 2 ? 'calls' : 'time';
}

/** The lowest of each few, that a line is to go through. */
export function lowestOnes(quiet: readonly FloorPoint[], axis: Axis, grain: Grain): FloorPoint[] {
  const atRest = axis === 'calls' ? atRestOnce(quiet) : quiet;
  return lowestOf(atRest, 3 * atRest.length <= quiet.length ? 1 : grain.lowestOf);
}

/** Every one, as long as they are so few that each is looked at; else the lowest. */
export const singleOnes = (quiet: readonly FloorPoint[], axis: Axis, grain: Grain): FloorPoint[] =>
  lowestOnes(quiet, axis, quiet.length > mostPoints ? grain : { ...grain, lowestOf: 1 });

/** Of points between which no call was made, the lowest: the others tell of garbage. */
function atRestOnce(floor: readonly FloorPoint[]): FloorPoint[] {
  const points: FloorPoint[] = [];
  for (const point of floor) {
    const before = points.at(-1);
    if (before?.calls !== point.calls) points.push(point);
    else if (point.data < before.data) points[points.length - 1] = point;
  }
  return points;
}

function lowestOf(points: readonly FloorPoint[], least: number): FloorPoint[] {
  // Of many, one in three: with two, both may be high.
  const size = Math.max(least > 1 && points.length > 18 ? 3 : least, Math.ceil(points.length / mostPoints));
  if (size === 1) return [...points];
  const lowest: FloorPoint[] = [];
  for (let i = points.length % size; i + size <= points.length; i += size)
    lowest.push(points.slice(i, i + size).reduce((a, b) => (b.data < a.data ? b : a)));
  return lowest;
}

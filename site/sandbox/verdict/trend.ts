import type { FloorPoint } from './floor.ts';
import { lineThrough, median, type Line } from './statistics.ts';

/** What a floor's growth is held against. */
export type Axis = 'calls' | 'time';

/** A line through a floor, and what of it may be anything but a leak. */
export interface Trend {
  readonly axis: Axis;
  /** The points that the line goes through. */
  readonly points: readonly FloorPoint[];
  /** Earlier ones, left out because they would bend it. */
  readonly warmUp: readonly FloorPoint[];
  /** By call, or by millisecond. */
  readonly line: Line;
  /** Growth in the line's unit that the end of a warm-up may still bring with it. */
  readonly allowance: number;
  /** Whether it climbs all along, and not by one or two jumps: a module that loads late, a table that is made. */
  readonly spreadOut: boolean;
  /** See `swingOf`, in the floor's unit. */
  readonly swing: number;
  /** Growth in the later half of it, in the line's unit. */
  readonly lately: number;
  /** The same of its last third. */
  readonly latest: number;
  /** Whether it is above all that the floor has been at before, or what was higher has not come back for long: see `climbsOn`. */
  readonly climbsOn: boolean;
}

export interface TrendOptions {
  readonly axis: Axis;
  readonly value: (point: FloorPoint) => number;
  /**
   * How much a warm-up adds for each time that the calls grow by the factor e: the later, the slower it goes on, since what is compiled and
   * learnt late is what is seldom run.
   */
  readonly warmUp: number;
  /**
   * Share of a later stretch's interval that an earlier one's slope must lie in: of 1, it may lie anywhere there. An earlier stretch has the later
   * one's points too, and is drawn to it.
   */
  readonly straightness: number;
}

/** Fewest points that a line goes through. */
const fewest = 5;
export const fewestOfLater = 8;
const fewestOfThird = 4;
/** Share of the run that can be left out as warm-up. A table that doubles stands still for half of the calls: more than that must be looked at. */
const mostLeftOut = 0.45;

export const along = (axis: Axis, { at, calls }: FloorPoint): number => (axis === 'calls' ? calls : at);

/**
 * The line through the longest stretch of the floor, up to now, that is straight: of stretches that begin earlier and later, the earliest whose
 * slope all later ones bear out (Lepski's rule). So a warm-up fades by what the points show, and a cache that has filled is left behind.
 */
export function trendOf(
  points: readonly FloorPoint[],
  { axis, value, warmUp, straightness }: TrendOptions,
): Trend | null {
  const end = points.at(-1);
  if (!end || points.length < fewest) return null;
  const x = (point: FloorPoint) => along(axis, point);
  const latestStart = x(points[0]!) + mostLeftOut * (x(end) - x(points[0]!));
  const all = points.map((point) => [x(point), value(point)] as const);
  const stretches: Stretch[] = [];
  for (let from = 0; from <= points.length - fewest && x(points[from]!) <= latestStart; from++) {
    const line = lineThrough(all.slice(from));
    if (line) stretches.push({ from, line });
  }
  const straight = stretches.find(({ line }, i) =>
    stretches.slice(i + 1).every((later) => bearsOut(later.line, line, straightness)),
  );
  if (!straight) return null;
  const allowance = (from: number): number => {
    const first = Math.max(1, x(points[from]!));
    return x(end) > first ? (warmUp * Math.log(x(end) / first)) / (x(end) - first) : 0;
  };
  // Where the whole of it leaves a doubt, a later stretch may leave none: there less can be warm-up.
  const margin = ({ from, line }: Stretch) => line.slope.low - allowance(from);
  const later = stretches.filter(({ from }) => from > straight.from && points.length - from >= fewestOfLater);
  const { from, line } = later.reduce(
    (best, stretch) => (margin(stretch) > Math.max(0, margin(best)) ? stretch : best),
    straight,
  );
  const used = points.slice(from);
  const values = all.slice(from);
  return {
    axis,
    points: used,
    warmUp: points.slice(0, from),
    line,
    allowance: allowance(from),
    spreadOut: isSpreadOut(used.map(value)),
    swing: swingOf(used.map(value)),
    lately: (lineThrough(values.slice(values.length >> 1)) ?? line).slope.estimate,
    latest: (lineThrough(values.slice(-Math.max(fewestOfThird, Math.ceil(values.length / 3)))) ?? line).slope.estimate,
    climbsOn: climbsOn(all, line.slope.estimate),
  };
}

/** Of the run, the earlier part that is left out, where all warms up. */
export const warmsUp = 0.1;
/** On a busy machine, points are a second or two apart. */
export const fewestOfStill = 6;
/** A table doubles by a step as great as all before; by so great a share of its climb, nothing climbs that is added to one by one. */
const greatStep = 0.3;

/** The latest part in which what has filled stands still, as a share of the run; it goes on there by less than such a share of its climb. */
export interface StillPart {
  readonly share: number;
  readonly goesOn: number;
}
const twoFifths: StillPart = { share: 0.4, goesOn: greatStep };

/**
 * The line through the latest part alone, where what climbed to it by small steps has stopped: a cache that took long to fill. A table that doubles stands still
 * as long, but its steps are great. Null of anything else.
 */
export function filledTrend(
  points: readonly FloorPoint[],
  options: TrendOptions,
  { share, goesOn } = twoFifths,
): Trend | null {
  const { axis, value } = options;
  const x = (point: FloorPoint) => along(axis, point);
  const [first, end] = [points[0], points.at(-1)];
  if (!first || !end) return null;
  const after = (share: number) => x(first) + share * (x(end) - x(first));
  const climb = points.filter((point) => x(point) >= after(warmsUp) && x(point) <= after(1 - share));
  const still = points.filter((point) => x(point) > after(1 - share));
  if (climb.length < fewestOfLater || still.length < fewestOfStill) return null;
  const rise = value(climb.at(-1)!) - value(climb[0]!);
  const steps = climb.slice(1).map((point, i) => value(point) - value(climb[i]!));
  if (Math.max(...steps) > greatStep * rise) return null;
  // Nor has it stepped up since.
  if (value(still.at(-1)!) - value(still[0]!) >= greatStep * rise) return null;
  const trend = trendOf(still, options);
  if (!trend || trend.line.slope.high * (x(end) - x(first)) >= goesOn * rise) return null;
  return { ...trend, warmUp: points.slice(0, points.length - trend.points.length) };
}

/** How far the points of a floor that lies still may lie from each other: in the floor's unit for each call, or all together. */
interface Stillness {
  readonly perCall: number;
  readonly all: number;
}

/**
 * The line through the latest part alone, where all points of that lie within so much of each other: then no call leaves more, whatever was before it. The
 * part begins with a point before half of the calls, so that a table which doubles has stepped in it. By calls, from the first; null of anything else.
 */
export function stillTrend(points: readonly FloorPoint[], options: TrendOptions, most: Stillness): Trend | null {
  const { axis, value } = options;
  const end = points.at(-1);
  if (!end || axis === 'time') return null;
  const from = points.findLastIndex(({ calls }) => calls <= mostLeftOut * end.calls);
  const still = points.slice(Math.max(0, from));
  const values = still.map(value);
  const [range, calls] = [Math.max(...values) - Math.min(...values), end.calls - still[0]!.calls];
  if (from < 0 || still.length < fewest || range > Math.max(most.perCall * calls, most.all)) return null;
  const bound = range / calls;
  const trend = trendOf(still, options);
  if (!trend) return null;
  const estimate = Math.max(-bound, Math.min(bound, trend.line.slope.estimate));
  const intercept = median(still.map((point) => value(point) - estimate * point.calls));
  const line = { ...trend.line, slope: { estimate, low: -bound, high: bound }, intercept };
  return { ...trend, points: still, warmUp: points.slice(0, from), line };
}

interface Stretch {
  readonly from: number;
  readonly line: Line;
}

/** Whether a slope lies where another line has its own; figures that are equal differ in their last digits. */
function bearsOut({ slope: later }: Line, { slope: { estimate } }: Line, share: number): boolean {
  const grain = 1e-9 * Math.abs(estimate);
  const [low, high] = [later.low, later.high].map((end) => later.estimate + share * (end - later.estimate)) as [
    number,
    number,
  ];
  return estimate >= low - grain && estimate <= high + grain;
}

/** How far values fall back again and again: the second of their falls by size; 0 of fewer. */
export function swingOf(values: readonly number[]): number {
  const falls = values.slice(1).map((value, i) => values[i]! - value);
  return Math.max(0, falls.sort((a, b) => b - a)[1] ?? 0);
}

/** A part of the growth that is expected of a leak must have come. */
const partOfGrowth = 0.3;

/**
 * A batch that is gathered and let go climbs like a leak until it falls. So the last of a leak is higher than all that was in the first two thirds
 * of the run, by a part of what has been added since. What was higher is forgotten when it has not come again for twice as long as it took.
 */
function climbsOn(points: readonly (readonly [x: number, y: number])[], slope: number): boolean {
  const [start, [end, now]] = [points[0]![0], points.at(-1)!];
  for (let rest = points; rest.length >= fewest; ) {
    const third = rest[0]![0] + (2 / 3) * (end - rest[0]![0]);
    const early = rest.filter(([x]) => x <= third);
    const peak = early.reduce((highest, point) => (point[1] > highest[1] ? point : highest));
    if (now - peak[1] >= partOfGrowth * slope * (end - third)) return true;
    if (end - peak[0] < 2 * (peak[0] - start)) return false;
    rest = rest.filter(([x]) => x > peak[0]);
  }
  return false;
}

const mostBlocks = 8;

/** Whether what is left of the growth without its two greatest steps (of very few, its greatest) is still a part of it that counts. */
function isSpreadOut(values: readonly number[]): boolean {
  const size = Math.ceil(values.length / mostBlocks);
  const blocks: number[] = [];
  for (let i = 0; i + size <= values.length; i += size) blocks.push(median(values.slice(i, i + size)));
  const steps = blocks.slice(1).map((level, i) => level - blocks[i]!);
  const total = blocks.at(-1)! - blocks[0]!;
  const greatest = steps.toSorted((a, b) => b - a).slice(0, steps.length >= 4 ? 2 : 1);
  return total > 0 && total - greatest.reduce((sum, step) => sum + step, 0) >= 0.15 * total;
}

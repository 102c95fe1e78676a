import type { FloorPoint } from './floor.ts';
import type { Alive } from '../protocol/samples.ts';
import { lineThrough, median, type Interval, type Line } from './statistics.ts';

/** Objects that pile up, by a count of those alive. */
export interface Culprit {
  readonly kind: keyof Alive;
  /** How many there are now. */
  readonly held: number;
  /** How many more each call leaves. */
  readonly perCall: Interval;
}

/** A channel brings its cache with it, and that its methods: the first that piles up is what is told of. */
const kinds = ['channels', 'methodsCached', 'methods', 'clients', 'linkedSources'] as const satisfies (keyof Alive)[];

/** See `Alive`. */
const watchedOneByOne = 500;

const callsThatFill = 400;
const longEnough = 4000; // ms
const least = {
  points: 4,
  milliseconds: 1200,
  calls: 20,
  growth: 5,
  /** Where some are watched for many. */ growthOfMany: 64,
};

/** Of what comes by so few at a time, as a client's methods do, a pool of common size has all after so many times, or so long. */
const pool = { atATime: 4, times: 8, fills: 10_000 /* ms */ };

/** What is filled and emptied in turns goes up for fewer points than these by chance, but then it falls, or lies off the line by more than this share of what it goes up by. */
const beyondChance = 12;
const straight = 0.15;

/** A linked source, or a batch of them, may well be disposed of after so long. */
const lifetime = 2000; // ms
/** That comes late now and then, and one watched for many stands for a few more or fewer. */
const late = 1.1;

/**
 * What piles up among the objects that calls are made with, going by the floor since the first call, or by its latest half or quarter, where that
 * begins late; null where nothing does. Counts have next to no noise: what is asked is only whether they go on growing, or a pool, a cache, a set
 * of tenants has filled.
 */
export function culpritOf(floor: readonly FloorPoint[]): Culprit | null {
  const points = counted(floor);
  for (const share of [1, 2, 4]) {
    const from = points.length - Math.ceil(points.length / share);
    const culprit = pilesUp(points.slice(from), points.slice(0, from));
    if (culprit && (culprit.kind !== 'linkedSources' || outlives(points, culprit.kind))) return culprit;
  }
  return null;
}

/** Whether there are more of a kind than the calls of the latest `lifetime` have left, though each were to leave as many as any have. */
function outlives(points: readonly FloorPoint[], kind: Culprit['kind']): boolean {
  const last = points.at(-1)!;
  const before = ({ at }: FloorPoint, milliseconds: number) =>
    points.findLast((point) => point.at <= at - milliseconds);
  const grown = (from: FloorPoint, to: FloorPoint) => countOf(to, kind) - countOf(from, kind);
  const from = before(last, lifetime);
  if (!from) return false;
  const perCall = points.map((point) => {
    const then = before(point, lifetime / 2);
    return then ? grown(then, point) / Math.max(1, point.calls - then.calls) : 0;
  });
  return grown(points[0]!, last) > late * Math.max(...perCall) * (last.calls - from.calls);
}

/** Whether one of few objects or more has come lately, which may be the next of many. */
export function mayPileUp(floor: readonly FloorPoint[]): boolean {
  const points = counted(floor);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return false;
  const third = points.findLast(({ calls }) => calls <= last.calls - (last.calls - first.calls) / 3) ?? first;
  return kinds.some((kind) => {
    const [before, count] = [countOf(third, kind), countOf(last, kind)];
    return count <= watchedOneByOne && count > before && before > countOf(first, kind);
  });
}

/** Whether none has come lately of what piled up before. */
export function hasFilled(floor: readonly FloorPoint[], { kind }: Culprit): boolean {
  const points = counted(floor);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return false;
  const third = points.findLast(({ calls }) => calls <= last.calls - (last.calls - first.calls) / 3) ?? first;
  return last.at - third.at >= least.milliseconds && countOf(last, kind) <= countOf(third, kind);
}

const countOf = ({ alive }: FloorPoint, kind: Culprit['kind']): number => alive?.[kind] ?? 0;

const counted = (floor: readonly FloorPoint[]) => floor.filter(({ alive, calls }) => alive && calls > 0);

/** What piles up in these points, `before` which there were others. */
function pilesUp(points: readonly FloorPoint[], before: readonly FloorPoint[]): Culprit | null {
  const [first, last] = [points[0], points.at(-1)];
  const strictness = before.length ? 2 : 1;
  if (!first || !last || points.length < least.points) return null;
  const [lasted, calls] = [last.at - first.at, last.calls - first.calls];
  if (lasted < strictness * least.milliseconds || calls < least.calls) return null;
  // A set of tenants of common size is all seen by then.
  if (calls < callsThatFill && lasted < longEnough) return null;
  for (const kind of kinds) {
    const held = countOf(last, kind);
    const series = points.map((point) => [point.calls, countOf(point, kind)] as const);
    const line = growsOn(series) && lineThrough(series);
    if (!line || line.slope.low <= 0 || (lasted < pool.fills && mayBePool(series))) continue;
    const isBeyondChance =
      points.length >= beyondChance || (before.every((point) => countOf(point, kind) < held) && climbs(series, line));
    if (isBeyondChance) return { kind, held, perCall: line.slope };
  }
  return null;
}

type Series = readonly (readonly [calls: number, count: number])[];

const growthOf = (points: Series): number => points.at(-1)![1] - points[0]![1];
const stepsOf = (points: Series): number[] => points.slice(1).map(([, count], i) => count - points[i]![1]);

/** Whether it goes up from each point to the next, along the line. */
function climbs(points: Series, { slope, intercept }: Line): boolean {
  const growth = slope.estimate * (points.at(-1)![0] - points[0]![0]);
  const isNear = ([calls, count]: Series[number]) =>
    Math.abs(count - slope.estimate * calls - intercept) <= straight * growth;
  return stepsOf(points).every((step) => step >= 0) && points.every(isNear);
}

/** Whether so few have come that they may be those of a pool. */
function mayBePool(points: Series): boolean {
  const atATime = median(stepsOf(points).filter((step) => step > 0));
  return atATime <= pool.atATime && growthOf(points) < pool.times * atATime;
}

function growsOn(points: Series): boolean {
  const [firstCalls] = points[0]!;
  const [calls, count] = points.at(-1)!;
  const growth = growthOf(points);
  if (growth < (count > watchedOneByOne ? least.growthOfMany : least.growth)) return false;
  const steps = stepsOf(points);
  const falls = steps.filter((step) => step < 0).length;
  if (falls > steps.length / 5) return false;
  if (growth - Math.max(...steps) < 0.4 * growth) return false;
  // As fast in the last third of the calls as before, or nearly so.
  const third = points.findLast(([at]) => at <= calls - (calls - firstCalls) / 3)!;
  return count - third[1] >= 0.75 * growth * ((calls - third[0]) / (calls - firstCalls));
}

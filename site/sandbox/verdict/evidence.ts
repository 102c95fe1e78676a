import { culpritOf, mayPileUp, type Culprit } from './culprits.ts';
import { unitOf, type FloorPoint } from './floor.ts';
import { amountAfter, callsThatFill, goesOn, grainOf, isWatched, mostOfWarmUp, usual, type Grain } from './grain.ts';
import { mayBeKeptForATime } from './lifetimes.ts';
import { axisOf, lowestOnes, quietOnes, singleOnes } from './points.ts';
import type { Sample } from '../protocol/samples.ts';
import { slowsDown } from './slowing.ts';
import type { Interval } from './statistics.ts';
import { mayStepAgain } from './steps.ts';
import { aFifth, hasStopped } from './stopping.ts';
import { along, filledTrend, stillTrend, swingOf, trendOf, type Trend, type TrendOptions } from './trend.ts';
import type { Basis, Growth, Limits } from './verdict.ts';

/** What the floor of a run shows at its latest point. */
export interface Evidence {
  readonly unit: 'bytes' | 'objects';
  readonly grain: Grain;
  readonly last: FloorPoint;
  /** Points with hardly a call under way, and those of them that the lines go through. */
  readonly quiet: readonly FloorPoint[];
  readonly points: readonly FloorPoint[];
  readonly heap: Trend;
  /** Whether its line leaves out what climbed, and has stopped. */
  readonly hasFilled: boolean;
  /** Whether what climbed for long seems to have stopped, though that is not certain yet. */
  readonly hasStopped: boolean;
  readonly basis: Basis;
  readonly growth: Growth;
  /** What leaks for certain: things of a kind, buffers, or bytes of the heap where it is neither. */
  readonly leak: { readonly culprit: Culprit | null; readonly buffers: Growth | null } | null;
  /** Whether bytes of the heap would leak, were it not for calls that come faster and faster: see `mayBeKeptForATime`. */
  readonly growsWithRate: boolean;
  /** Whether bytes of the heap come so much more slowly of late that they may be a cache's that fills: see `slowsDown`. */
  readonly slows: boolean;
  /** Whether nothing grows, as closely as can be seen, and has not for long enough. */
  readonly isSteady: boolean;
  /** Whether that is told with a coarser bound than there will be. */
  readonly isCoarse: boolean;
  /** Whether growth is certain, be it a leak or the end of a warm-up. */
  readonly isGrowing: boolean;
  /** Until the heap, or buffers, reach their cap; null where there is no known cap. */
  readonly secondsToLimit: number | null;
}

interface Asked {
  /** The latest, from which the last point of the floor is. */
  readonly sample: Sample;
  /** Milliseconds since the first call. */
  readonly elapsed: number;
  /** What was before this moment is no measure, in milliseconds. */
  readonly from: number;
  readonly limits: Limits;
  /** What was said to leak, if anything: what has filled is looked for where it may be neither of these. */
  readonly told: { readonly culprit: unknown; readonly buffers: unknown } | null;
}

/** A floor that falls and rises by more than so many times the bound has not settled. */
const widest = 3;
/** More than is likely, and certainly so great a share of it, is what a steady floor does not grow by. */
const surely = 0.7;
/** What is gathered and let go swings; what leaks has grown by more than so many times what it falls back by. */
const swings = 3;
/** Where a cap is so near, there is no time to lose. */
const urgent = 20; // seconds
/** A climb whose slope is this sure, as a share of its estimate, and that has left so many times what a leak leaves at least, … */
const onOneLine = 0.8;
const much = 10;
/** … is one by so many points. */
const fewestOfLeak = 6;
/** Of buffers: what a connection takes in its first seconds, and what a call has under way. */
const buffersWarmUp = 60e3;

const dataOf = ({ data }: FloorPoint): number => data;
const buffersOf = ({ buffers }: FloorPoint): number => buffers ?? 0;

/** Null where there are too few points for a line. */
export function evidenceOf(floor: readonly FloorPoint[], asked: Asked): Evidence | null {
  const { sample, elapsed, from, limits, told } = asked;
  const unit = unitOf([sample]);
  const grain = grainOf(sample);
  const last = floor.at(-1)!;
  const quiet = quietOnes(floor, from);
  const axis = axisOf(quiet);
  const points = lowestOnes(quiet, axis, grain);
  const options: TrendOptions = { axis, value: dataOf, warmUp: grain.warmUp, straightness: 0.5 };
  const stopped = hasStopped(points, options);
  const filled =
    told && !told.culprit && !told.buffers
      ? (filledTrend(points, options) ?? (stopped ? filledTrend(points, options, aFifth) : null))
      : null;
  const culprit = culpritOf(quiet);
  // Garbage and code move a floor: one that lies still needs no lowest of its points. Nor are channels made for each call a reason to let more pass than is likely none.
  const stillMost = { perCall: Math.min(grain.certain, grain.likely), all: grain.pieceOfCode };
  const mayLieStill = !told && last.calls >= grain.callsOfStill;
  const singles = singleOnes(quiet, axis, grain);
  const still = mayLieStill ? stillTrend(singles, options, stillMost) : null;
  // What a count tells needs no line, but shows one: through all points where the lowest of them are too few.
  const wide = filled ?? still ?? trendOf(points, options) ?? (culprit && trendOf(quiet, options));
  if (!wide) return null;
  const ofBuffers: TrendOptions = { axis, value: buffersOf, warmUp: buffersWarmUp, straightness: 1 };
  const buffers = last.buffers === null ? null : trendOf(points, ofBuffers);
  const growthOfBuffers = buffers && growthOf(buffers);
  const secondsToLimit = unit === 'bytes' ? secondsUntil(limits, last, growthOf(wide), growthOfBuffers) : null;

  const look: Look = { grain, elapsed, last, isUrgent: (secondsToLimit ?? Infinity) < urgent };
  const withRate = ({ points, line }: Trend, { value }: TrendOptions): boolean =>
    axis === 'calls' && mayBeKeptForATime(points, value, line, floor);
  const outside = buffers && climbs(buffers, look) && !withRate(buffers, ofBuffers) ? growthOfBuffers : null;
  const slows = unit === 'bytes' && slowsDown(points, options);
  const heapClimbs = climbs(wide, look) && exceedsSwings(wide, quiet, look) && !slows && !stopped;
  const growsWithRate = heapClimbs && withRate(wide, options);
  const isLeak = culprit !== null || outside !== null || (heapClimbs && !growsWithRate);
  const isSmall = still !== null || leavesLittle(wide, look);
  const early = isLeak || isSmall || told ? null : earlyTrend(singles, options, look);
  const heap = early ?? wide;
  const isFlat =
    !isLeak &&
    (isSmall || early !== null) &&
    !mayPileUp(quiet) &&
    (told !== null || axis === 'time' || !mayStepAgain(points, grain)) &&
    (!buffers || showsNoGrowth(buffers, told !== null && told.buffers !== null));
  const isEnough =
    last.calls >= grain.callsOfSteady ? elapsed >= grain.soonestSteady : last.calls > 0 && elapsed >= amountAfter;
  return {
    unit,
    grain,
    last,
    quiet,
    points,
    heap,
    hasFilled: filled !== null,
    hasStopped: stopped,
    basis: basisOf(heap, look, floor.length - quiet.length),
    growth: growthOf(heap),
    growsWithRate,
    slows,
    leak: isLeak ? { culprit, buffers: outside } : null,
    isSteady: isFlat && isEnough,
    isCoarse: early !== null,
    isGrowing: grows(heap, look),
    secondsToLimit,
  };
}

interface Look {
  readonly grain: Grain;
  readonly elapsed: number;
  readonly last: FloorPoint;
  readonly isUrgent: boolean;
}

/** How far a trend reaches on its axis, up to now. */
const widthOf = ({ axis, points }: Trend, last: FloorPoint): number => along(axis, last) - along(axis, points[0]!);

/** Whether it goes up as what leaks does, by more than a warm-up may bring, and has for long enough. */
function climbs(trend: Trend, { grain, elapsed, last, isUrgent }: Look): boolean {
  const {
    axis,
    line: { slope },
    points,
    allowance,
  } = trend;
  const grown = slope.estimate * widthOf(trend, last);
  return (
    (isUrgent || isWatched(trend, grain, { elapsed, calls: last.calls, grown })) &&
    points.length >= (isUrgent ? grain.points : pointsWanted(slope, grown, grain)) &&
    slope.low > Math.max(mostOfWarmUp(allowance, elapsed), axis === 'calls' ? grain.least : 0) &&
    grown > Math.max(grain.amountOfLeak, swings * trend.swing) &&
    trend.spreadOut &&
    trend.climbsOn &&
    trend.lately > goesOn * slope.estimate
  );
}

/**
 * Whether it has grown by more than all points of the floor fall back by, not only those that the line goes through: of many things that swing and fall out of step,
 * the lowest points climb. A leak beside what is gathered and let go by megabytes is told as late as that, unless the heap is nearly full.
 */
function exceedsSwings(trend: Trend, quiet: readonly FloorPoint[], { last, isUrgent }: Look): boolean {
  if (isUrgent) return true;
  const since = quiet.filter(({ at }) => at >= trend.points[0]!.at);
  return trend.line.slope.estimate * widthOf(trend, last) > swingOf(since.map(dataOf));
}

/** Points that a leak wants: fewer where they lie on one line and there is much of it. A large heap is collected seldom, and each point waited for is megabytes. */
const pointsWanted = ({ estimate, low }: Interval, grown: number, { pointsOfLeak, amountOfLeak }: Grain): number =>
  low > onOneLine * estimate && grown > much * amountOfLeak ? Math.min(fewestOfLeak, pointsOfLeak) : pointsOfLeak;

/** Whether each call leaves little, or all together, and likely none that a warm-up does not bring. */
function leavesLittle(trend: Trend, look: Look): boolean {
  const { grain, elapsed, last } = look;
  const { line, points } = trend;
  const allLeaveLittle =
    line.slope.high * widthOf(trend, last) <= grain.amount && elapsed >= amountAfter && points.length >= grain.points;
  return (allLeaveLittle || eachLeavesLittle(trend, grain)) && mayBeWarmUp(trend, grain);
}

function eachLeavesLittle(
  { axis, line: { slope }, allowance }: Trend,
  grain: Grain,
  { bound, likely }: Pick<Grain, 'bound' | 'likely'> = grain,
): boolean {
  const ofWarmUp = grain.expected * allowance;
  return (
    axis === 'calls' &&
    slope.high - slope.low <= widest * (grain.bound + ofWarmUp) &&
    slope.high <= bound + ofWarmUp &&
    slope.estimate <= likely + ofWarmUp
  );
}

/** Whether it is no more than a warm-up is likely to bring, or than what nobody can tell from none. */
function mayBeWarmUp({ axis, line: { slope }, allowance }: Trend, grain: Grain): boolean {
  const isMore = axis === 'calls' && slope.low > grain.certain + grain.expected * allowance;
  return !isMore && slope.estimate <= Math.max(usual * allowance, axis === 'calls' ? grain.nearNone : 0);
}

/** The line through single points, where it shows already that no call leaves so much as a coarser bound: the bound tightens as a run goes on. Null of anything else. */
function earlyTrend(
  points: readonly FloorPoint[],
  options: TrendOptions,
  { grain, elapsed, last }: Look,
): Trend | null {
  if (!grain.early || elapsed >= grain.early.until || last.calls < grain.early.calls) return null;
  const trend = trendOf(points, options);
  if (!trend || trend.points.length < grain.early.points) return null;
  return eachLeavesLittle(trend, grain, grain.early) && mayBeWarmUp(trend, grain) ? trend : null;
}

function grows(trend: Trend, { grain, last }: Look): boolean {
  const {
    axis,
    line: { slope },
    allowance,
  } = trend;
  const isMore =
    slope.low > grain.doubt * allowance ||
    (slope.low > surely * grain.likely && slope.estimate > grain.likely) ||
    (slope.estimate > allowance && last.calls >= callsThatFill);
  return axis === 'calls' && slope.low > grain.certain && isMore;
}

/** Buffers come and go by the megabyte: that they do not grow is all that can be asked. A leak of them is seen in the heap too, which holds their ends. */
function showsNoGrowth({ line: { slope }, allowance }: Trend, leaked: boolean): boolean {
  if (leaked) return slope.estimate <= allowance;
  return slope.low <= allowance && slope.estimate <= Math.max(allowance, (slope.high - slope.low) / 2);
}

function secondsUntil(limits: Limits, last: FloorPoint, heap: Growth, buffers: Growth | null): number | null {
  const until = (limit: number | null | undefined, now: number | null, growth: Growth | null): number =>
    limit == null || now === null || !growth || growth.perSecond.estimate <= 0
      ? Infinity
      : Math.max(0, (limit - now) / growth.perSecond.estimate);
  const seconds = Math.min(until(limits.heap, last.value, heap), until(limits.buffers, last.buffers, buffers));
  return Number.isFinite(seconds) ? seconds : null;
}

const scale = ({ estimate, low, high }: Interval, factor: number): Interval => ({
  estimate: estimate * factor,
  low: low * factor,
  high: high * factor,
});

function growthOf({ axis, points, line: { slope } }: Trend): Growth {
  const [first, last] = [points[0]!, points.at(-1)!];
  const seconds = (last.at - first.at) / 1000;
  const calls = last.calls - first.calls;
  const clients = last.clientsCreated - first.clientsCreated;
  const width = axis === 'calls' ? calls : seconds * 1000;
  return {
    perCall: axis === 'calls' ? slope : null,
    perClient: clients > 0 ? scale(slope, width / clients) : null,
    perSecond: scale(slope, width / seconds),
  };
}

function basisOf({ axis, points, warmUp, line, allowance }: Trend, { elapsed }: Look, busy: number): Basis {
  return {
    axis,
    points,
    warmUp,
    busy,
    height: line.intercept + line.slope.estimate * along(axis, points[0]!),
    slope: line.slope,
    allowance: mostOfWarmUp(allowance, elapsed),
    noise: line.noise,
  };
}

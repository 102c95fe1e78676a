import { culpritOf, hasFilled, mayPileUp, type Culprit } from './culprits.ts';
import { floorPoint, unitOf, type FloorPoint } from './floor.ts';
import {
  callsOfSteady,
  callsThatFill,
  firstCalls,
  goesOn,
  grainOf,
  longEnough,
  soonestSteady,
  timesWatched,
  type Grain,
  usual,
} from './grain.ts';
import { mayBeKeptForATime } from './lifetimes.ts';
import { secondsToFirst, secondsUntilTold } from './outlook.ts';
import type { Sample } from './samples.ts';
import type { Interval } from './statistics.ts';
import { along, filledTrend, trendOf, type Axis, type Trend } from './trend.ts';

/** How fast a floor grows, in its unit: bytes (with buffers), or objects. */
export interface Growth {
  /** For each call; null where too few were made while it was looked at. */
  readonly perCall: Interval | null;
  /** For each client created; null where none was while it was looked at. */
  readonly perClient: Interval | null;
  readonly perSecond: Interval;
}

/** Why nothing can be said yet. */
export type Missing =
  /** The run has just begun. */
  | 'starting'
  /** The program has made no calls, and nothing grows with time. */
  | 'no-calls'
  /** The floor still settles: code is compiled, pools fill. */
  | 'warming-up'
  /** It grows, by too little or for too short to tell a leak from a warm-up. */
  | 'growing'
  /** Points lie too far apart. */
  | 'noisy'
  /** Too few calls to see what one leaves. */
  | 'few-calls'
  /** The program ended before there was enough. */
  | 'ended';

/** What a verdict rests on, to be shown beside it. */
export interface Basis {
  readonly axis: Axis;
  /** Points that the line goes through, and those before it that were left out as warm-up. */
  readonly points: readonly FloorPoint[];
  readonly warmUp: readonly FloorPoint[];
  /** Points left out because many more calls than usual were under way. */
  readonly busy: number;
  /** The line: its height where its first point lies, and growth for each call, or each millisecond. */
  readonly height: number;
  readonly slope: Interval;
  /** Of that growth, so much may be the end of a warm-up. */
  readonly allowance: number;
  /** How far points lie from it, as a standard deviation. */
  readonly noise: number;
}

interface Judged {
  /** That of every size in it. */
  readonly unit: 'bytes' | 'objects';
  readonly basis: Basis | null;
}

/** What the samples of one run say of its heap. */
export type Verdict =
  | (Judged & {
      kind: 'not-enough-data';
      missing: Missing;
      /** About how long until there is a verdict, where that can be told. */
      seconds: number | null;
      growth: Growth | null;
    })
  | (Judged & {
      kind: 'steady';
      /** The latest of the floor. */
      floor: number;
      growth: Growth;
      /** No call leaves more than this, in the verdict's unit; null where growth was held against time alone. */
      bound: number | null;
      /** Calls looked at for it. */
      calls: number;
    })
  | (Judged & {
      kind: 'leaking';
      floor: number;
      growth: Growth;
      /** What piles up, where a count of what is alive knows it. */
      culprit: Culprit | null;
      /** Growth outside V8's heap, in bytes, where that leaks. */
      buffers: Growth | null;
      /** Seconds from the last sample until the heap reaches its cap at this rate; null where there is no known cap. */
      secondsToLimit: number | null;
    });

/** Of a run that has just begun. */
export const nothingYet: Extract<Verdict, { kind: 'not-enough-data' }> = {
  kind: 'not-enough-data',
  unit: 'bytes',
  basis: null,
  missing: 'starting',
  seconds: null,
  growth: null,
};

/** Where a run is ended, in bytes; null where that is not known. */
export interface Limits {
  readonly heap: number | null;
  readonly buffers?: number | null;
}

/** Growth of less than this share of what was told is not what was told. */
const contradicts = 0.5;
/** A floor that falls and rises by more than so many times the bound has not settled. */
const widest = 3;
/** What is gathered and let go swings; what leaks has grown by more than so many times what it falls back by. */
const swings = 3;
/** What leaks is not let go: it is taken back where so much of what has been added is. */
const letGo = 0.5;
/** That it is steady is taken back after so many points that contradict it. */
const doubtsThatCount = 3;
/** And that it leaks, after so many. What is known by then is that it does not go on as it was told. */
const doubtsOfLeak = 12;
/** Unless there is no time to lose. */
const urgent = 20; // seconds to the cap
/** By then a warm-up is mostly over. */
const settled = 5000; // ms
/** What all calls together left counts only over so long. */
const amountAfter = 10_000; // ms
/** Of buffers: what a connection takes in its first seconds, and what a call has under way. */
const buffersWarmUp = 60e3;
/** Fewer calls than this are no measure. */
const fewestCalls = 50;
/** Of a run without end, a judge looks at so many points: later ones each stand for more. */
const mostPoints = 48;

/** Follows one run. What it says changes only when later samples contradict it. */
export class Judge {
  readonly #limits: () => Limits;
  readonly #samples: Sample[] = [];
  readonly #floor: FloorPoint[] = [];
  #verdict: Verdict = nothingYet;
  /** Points of the floor, up to the latest, that contradict it. */
  #doubts = 0;
  /** Where what was taken for a leak has filled: the floor before that is no measure any more. In milliseconds. */
  #filledAt = 0;
  /** How fast it grew when it was said to leak. */
  #told: Pick<Basis, 'axis' | 'slope' | 'points'> | null = null;

  constructor(limits: () => Limits) {
    this.#limits = limits;
  }

  get verdict(): Verdict {
    return this.#verdict;
  }

  /** The verdict with this sample. Only those of the floor can change it. */
  add(sample: Sample): Verdict {
    this.#samples.push(sample);
    const point = floorPoint(sample);
    if (point) {
      this.#floor.push(point);
      const verdict = this.#judge(sample);
      if (verdict.kind !== 'leaking') this.#told = null;
      else this.#told ??= verdict.basis;
      this.#verdict = verdict;
    }
    return this.#verdict;
  }

  /** The program has ended: what is missing does not come any more. */
  end(): Verdict {
    if (this.#verdict.kind === 'not-enough-data') this.#verdict = { ...this.#verdict, missing: 'ended', seconds: null };
    return this.#verdict;
  }

  #judge(sample: Sample): Verdict {
    const unit = unitOf([sample]);
    const grain = grainOf(sample);
    const started = this.#samples.find(({ calls, callsFailed }) => calls + callsFailed > 0)?.at ?? 0;
    const quiet = withoutBusy(
      this.#floor.filter(({ at, calls }) => at >= this.#filledAt && (calls === 0 || calls >= firstCalls)),
    );
    const last = this.#floor.at(-1)!;
    const elapsed = last.at - started;
    const axis = axisOf(quiet);
    const atRest = axis === 'calls' ? atRestOnce(quiet) : quiet;
    const points = lowestOf(atRest, 3 * atRest.length <= quiet.length ? 1 : grain.lowestOf);
    const options = { axis, value: ({ data }: FloorPoint) => data, warmUp: grain.warmUp, straightness: 0.5 };
    const filled = this.#mayHaveFilled ? filledTrend(points, options) : null;
    const heap = filled ?? trendOf(points, options);
    if (!heap)
      return this.#verdict.kind === 'not-enough-data'
        ? missing('starting', unit, secondsToFirst(elapsed))
        : this.#verdict;
    const buffers =
      last.buffers === null
        ? null
        : trendOf(points, { axis, value: ({ buffers }) => buffers ?? 0, warmUp: buffersWarmUp, straightness: 1 });

    const basis = basisOf(heap, this.#floor.length - quiet.length);
    const growth = growthOf(heap);
    const secondsToLimit = this.#secondsToLimit(unit, last, growth, buffers && growthOf(buffers));
    const widthOf = (points: readonly FloorPoint[]): number => along(axis, last) - along(axis, points[0]!);
    const isUrgent = (secondsToLimit ?? Infinity) < urgent;
    const watchedFor = (times: number): boolean =>
      (elapsed >= times * grain.patience && (last.calls >= times * callsThatFill || elapsed >= longEnough)) || isUrgent;
    const leaks = (trend: Trend): boolean => {
      const {
        line: { slope },
        points,
        allowance,
        spreadOut,
        lately,
        climbsOn,
        swing,
      } = trend;
      const grown = slope.estimate * widthOf(points);
      return (
        watchedFor(timesWatched(trend)) &&
        points.length >= (isUrgent ? grain.points : grain.pointsOfLeak) &&
        slope.low > Math.max(allowance, axis === 'calls' ? grain.least : 0) &&
        grown > Math.max(grain.amount, swings * swing) &&
        spreadOut &&
        climbsOn &&
        lately > goesOn * slope.estimate &&
        !(axis === 'calls' && mayBeKeptForATime(points, trend.line, this.#floor))
      );
    };
    const culprit = culpritOf(quiet);
    const outside = buffers && leaks(buffers) ? growthOf(buffers) : null;
    if (culprit || outside || leaks(heap)) {
      this.#doubts = 0;
      return { kind: 'leaking', unit, basis, floor: last.value, growth, culprit, buffers: outside, secondsToLimit };
    }

    const isFlat = ({ line: { slope }, points, allowance }: Trend, { bound, likely, amount }: Grain): boolean => {
      const most = slope.high * widthOf(points);
      const isSmall =
        (axis === 'calls' &&
          slope.high - slope.low <= widest * bound &&
          slope.high <= bound &&
          slope.estimate <= likely) ||
        (most <= amount && elapsed >= amountAfter && points.length >= grain.points);
      if (axis === 'calls' && slope.low > grain.certain) return false;
      return isSmall && slope.estimate <= Math.max(usual * allowance, axis === 'calls' ? grain.nearNone : 0);
    };
    const flat = isFlat(heap, grain) && !mayPileUp(quiet) && (!buffers || showsNoGrowth(buffers, this.#verdict));
    const enough = last.calls >= callsOfSteady ? elapsed >= soonestSteady : last.calls > 0 && elapsed >= amountAfter;
    const before = this.#verdict.kind === 'leaking' ? this.#verdict : null;
    const isLetGo = before !== null && !before.culprit && this.#hasLetGo(points);
    const stands = before !== null && !isLetGo && !this.#isContradicted(before, heap, quiet);
    if (flat && enough && !stands) {
      const bound = axis === 'calls' ? Math.max(0, growth.perCall!.high) : null;
      if (before) this.#doubts = 0;
      if (filled) this.#filledAt = heap.points[0]!.at;
      return {
        kind: 'steady',
        unit,
        basis,
        floor: last.value,
        growth,
        bound,
        calls: last.calls - heap.points[0]!.calls,
      };
    }
    const { slope } = heap.line;
    const contradicted =
      axis === 'calls' &&
      slope.low > grain.certain &&
      (slope.low > grain.doubt * heap.allowance || (slope.estimate > heap.allowance && last.calls >= callsThatFill));
    this.#doubts = (before ? !stands : contradicted) ? this.#doubts + 1 : 0;
    if (this.#verdict.kind === 'steady' && this.#doubts < doubtsThatCount)
      return {
        ...this.#verdict,
        basis,
        growth,
        floor: last.value,
        bound: growth.perCall && Math.max(0, growth.perCall.high),
      };
    const isDoubted = isLetGo || this.#doubts >= doubtsOfLeak;
    if (before && (before.culprit ? stands : before.buffers || !isDoubted))
      return { ...before, basis, growth, floor: last.value, secondsToLimit };
    const what = whatIsMissing(heap, last, elapsed);
    const seconds = what === 'no-calls' ? null : secondsUntilTold(heap, grain, elapsed, last.calls);
    return { ...missing(what, unit, seconds), basis, growth };
  }

  /** Whether it was said to leak, and nothing but its growth says so. */
  get #mayHaveFilled(): boolean {
    return this.#verdict.kind === 'leaking' && !this.#verdict.culprit && !this.#verdict.buffers;
  }

  /** Whether what was told of a leak is not so any more. */
  #isContradicted({ culprit }: Extract<Verdict, { kind: 'leaking' }>, heap: Trend, quiet: FloorPoint[]): boolean {
    if (culprit) return hasFilled(quiet, culprit);
    const told = this.#told;
    return told?.axis !== heap.axis || heap.line.slope.high < contradicts * told.slope.estimate;
  }

  /** Whether of what had been added since the leak that was told began, the greater part is gone again. One point alone may be wild. */
  #hasLetGo(points: readonly FloorPoint[]): boolean {
    const from = this.#told?.points[0];
    if (!from) return false;
    const since = points.filter(({ at }) => at >= from.at).map(({ data }) => data);
    const now = Math.max(...since.slice(-2));
    const peak = since.toSorted((a, b) => b - a)[1] ?? now;
    return peak - now > letGo * (peak - from.data);
  }

  #secondsToLimit(unit: Verdict['unit'], last: FloorPoint, heap: Growth, buffers: Growth | null): number | null {
    if (unit !== 'bytes') return null;
    const limits = this.#limits();
    const until = (limit: number | null | undefined, now: number | null, growth: Growth | null): number =>
      limit == null || now === null || !growth || growth.perSecond.estimate <= 0
        ? Infinity
        : Math.max(0, (limit - now) / growth.perSecond.estimate);
    const seconds = Math.min(until(limits.heap, last.value, heap), until(limits.buffers, last.buffers, buffers));
    return Number.isFinite(seconds) ? seconds : null;
  }
}

type Missed = Extract<Verdict, { kind: 'not-enough-data' }>;

const missing = (what: Missing, unit: Verdict['unit'], seconds: number | null): Missed => ({
  kind: 'not-enough-data',
  unit,
  basis: null,
  missing: what,
  seconds,
  growth: null,
});

function whatIsMissing({ axis, line, allowance }: Trend, last: FloorPoint, elapsed: number): Missing {
  if (last.calls === 0) return 'no-calls';
  if (axis === 'time') return 'few-calls';
  if (elapsed < settled) return 'warming-up';
  return line.slope.estimate > allowance ? 'growing' : 'noisy';
}

/** The verdict on a run that is over, or on one up to its latest sample. */
export function judge(samples: readonly Sample[], limits: Limits): Verdict {
  const judge = new Judge(() => limits);
  for (const sample of samples) judge.add(sample);
  return judge.verdict;
}

/** Leaves out points with many more calls under way than this program has at its quietest: what these hold is not kept. */
function withoutBusy(floor: readonly FloorPoint[]): FloorPoint[] {
  const open = floor.map(({ open }) => open).sort((a, b) => a - b);
  const quiet = open[open.length >> 2] ?? 0;
  return floor.filter(({ open }) => open <= quiet + Math.max(4, quiet / 4));
}

/** Calls, where there have been enough since half of the time; else time alone: a program may rest, and grow by a timer. */
function axisOf(floor: readonly FloorPoint[]): Axis {
  const [first, last] = [floor[0], floor.at(-1)];
  if (!first || !last) return 'calls';
  const half = floor.find(({ at }) => at >= (first.at + last.at) / 2)!;
  return last.calls - half.calls >= fewestCalls / 2 ? 'calls' : 'time';
}

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

/** Buffers come and go by the megabyte: that they do not grow is all that can be asked. A leak of them is seen in the heap too, which holds their ends. */
function showsNoGrowth({ line: { slope }, allowance }: Trend, before: Verdict): boolean {
  if (before.kind === 'leaking' && before.buffers) return slope.estimate <= allowance;
  return slope.low <= allowance && slope.estimate <= Math.max(allowance, (slope.high - slope.low) / 2);
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

function basisOf({ axis, points, warmUp, line, allowance }: Trend, busy: number): Basis {
  return {
    axis,
    points,
    warmUp,
    busy,
    height: line.intercept + line.slope.estimate * along(axis, points[0]!),
    slope: line.slope,
    allowance,
    noise: line.noise,
  };
}

import type { Sample } from '../protocol/samples.ts';
import type { Trend } from './trend.ts';

/** What is told of calls with a coarser bound at first: until so many milliseconds have passed, but of so many calls and points. */
interface Early {
  readonly until: number;
  readonly calls: number;
  readonly points: number;
  readonly bound: number;
  readonly likely: number;
}

/** How far samples of a source can be trusted. */
export interface Grain {
  /** See `TrendOptions.warmUp`. */
  readonly warmUp: number;
  /** Of that, every program brings such a share, or hardly less: so much of what a floor grows by is not what calls leave. */
  readonly expected: number;
  /** A leak that no count names is told after so many milliseconds: caches that fill in a moment have filled, what is compiled first is compiled. */
  readonly patience: number;
  /** That all calls together left little says something from so many points on. */
  readonly points: number;
  /** A leak that no count names has so many, unless there is no time to lose: in fewer, one step looks like a climb. */
  readonly pointsOfLeak: number;
  /** Collections of which the lowest counts: one that is brought about while the program runs leaves what became garbage meanwhile. */
  readonly lowestOf: number;
  /** Growth that nobody can tell from none. */
  readonly least: number;
  /** Growth that is likely none, as soon as it is seen. */
  readonly nearNone: number;
  /** More than this for certain is not steady, whatever else may explain it. */
  readonly certain: number;
  /** That it is steady is taken back where growth certainly exceeds such a share of what a warm-up may still bring: data alone warm up by less. */
  readonly doubt: number;
  /** A floor is steady where no call leaves more than this, and likely none more than the second, … */
  readonly bound: number;
  readonly likely: number;
  /** … (at first, more than that is little), … */
  readonly early: Early | null;
  /** … or where all calls together left no more than this. */
  readonly amount: number;
  /** A leak has left more than this: late code brings some data with it. */
  readonly amountOfLeak: number;
  /** Of few calls, what leaks has left more than this: a cache of common size, of which they had not asked for all, and code where it is among the bytes. */
  readonly amountOfCache: number;
  /** A step of more than this may be a table's that takes room for twice as many: less, a floor goes up and down by. See `mayStepAgain`. */
  readonly step: number;
  /** It is seen when so many points lie above it. */
  readonly pointsOfStep: number;
  /** Nothing is said to be steady before so many milliseconds since the first call, … */
  readonly soonestSteady: number;
  /** … nor of fewer calls, unless it has gone on for long. */
  readonly callsOfSteady: number;
  /** A floor that lies still for more than half of the calls tells so from so many on: of fewer, what is kept may lie in room that was there before. */
  readonly callsOfStill: number;
  /** It also lies still within so many bytes, however much that is for each call: code comes and goes in pieces as great. */
  readonly pieceOfCode: number;
}

/** Of a tab, whose code goes on coming. */
const early: Early = { until: 10_000, calls: 3000, points: 6, bound: 50, likely: 25 };

const v8 = {
  warmUp: 20e3,
  expected: 0,
  patience: 5000,
  points: 6,
  pointsOfLeak: 8,
  lowestOf: 1,
  least: 4,
  nearNone: 5,
  certain: 4,
  doubt: 0.4,
  bound: 10,
  likely: 6,
  early: null,
  amount: 60e3,
  amountOfLeak: 90e3,
  amountOfCache: 400e3,
  step: 60e3,
  pointsOfStep: 2,
  soonestSteady: 4000,
  callsOfSteady: 1000,
  callsOfStill: 10_000,
  pieceOfCode: 0,
} as const satisfies Grain;

const grains = {
  v8,
  tab: {
    warmUp: 210e3,
    expected: 0.15,
    patience: 8000,
    points: 8,
    pointsOfLeak: 8,
    lowestOf: 2,
    least: 5,
    nearNone: 5,
    certain: 5,
    doubt: 0.5,
    bound: 25,
    likely: 12,
    early,
    amount: 150e3,
    amountOfLeak: 150e3,
    amountOfCache: 1500e3,
    step: 60e3,
    pointsOfStep: 2,
    soonestSteady: 4000,
    callsOfSteady: 1000,
    callsOfStill: 10_000,
    pieceOfCode: 50e3,
  },
  /** .NET collects when it is asked to, and tells its bytes exactly, of which none are code: as V8's, sooner, and of a third of the calls. */
  clr: {
    ...v8,
    patience: 3000,
    step: 2000,
    pointsOfStep: 1,
    soonestSteady: 2500,
    callsOfSteady: 333,
    callsOfStill: 0,
  },
  objects: {
    warmUp: 2,
    expected: 0,
    patience: 3000,
    points: 6,
    pointsOfLeak: 6,
    lowestOf: 1,
    least: 0.001,
    nearNone: 0.001,
    certain: 0.005,
    doubt: 1,
    bound: 0.02,
    likely: 0.01,
    early: null,
    amount: 4,
    amountOfLeak: 4,
    amountOfCache: 4,
    step: 20,
    pointsOfStep: 2,
    soonestSteady: 4000,
    callsOfSteady: 1000,
    callsOfStill: Infinity,
    pieceOfCode: 0,
  },
} as const satisfies Record<string, Grain>;

/** To make a channel runs so many times the code that a call does. */
const codeOfChannel = 3;

/** That of a run up to a sample. Where calls are made each on a channel of its own, more code warms up with them. */
export function grainOf({ source, dataAfterGc, calls, callsFailed, channelsCreated }: Sample): Grain {
  const grain: Grain = grains[source === 'v8' && dataAfterGc === null ? 'tab' : source];
  const code = 1 + codeOfChannel * Math.min(1, channelsCreated / Math.max(firstCalls, calls + callsFailed));
  return {
    ...grain,
    warmUp: code * grain.warmUp,
    least: code * grain.least,
    nearNone: code * grain.nearNone,
    certain: code * grain.certain,
  };
}

/** The first calls load and make what all others use: no point is taken while there are only so few. */
export const firstCalls = 40;
/** A cache of common size has filled after so many calls, or never will. */
export const callsThatFill = 5000;
const longEnough = 20_000; // ms
/** What all calls together left counts only over so long. */
export const amountAfter = 9000; // ms
/** In its later half, a leak goes on at least so much as fast. */
export const goesOn = 0.4;
/** One whose later half is not so much as fast, or whose last third does not go on, may be a cache that fills, and is watched so many times as long. */
const straight = 0.8;
const longer = 3;
/** Late in a run, so many milliseconds after the first call, no warm-up brings more than such a share of what it may at most. */
const late = 26_000;
const atMostLate = 0.75;
export const mostOfWarmUp = (allowance: number, elapsed: number): number =>
  (elapsed >= late ? atMostLate : 1) * allowance;
/** Of what a warm-up may still bring at most, most programs bring less than this share. */
export const usual = 0.4;

/** How many times as long as its patience a trend is watched. */
const timesWatched = ({ line, lately, latest }: Trend): number =>
  lately > straight * line.slope.estimate && latest > goesOn * line.slope.estimate ? 1 : longer;

/**
 * Whether a trend has been watched for so long that a leak may be told, at so many milliseconds and calls since the first, when it has grown by so much: a cache
 * of common size has filled by then, or this is more than it holds.
 */
export function isWatched(trend: Trend, grain: Grain, at: { elapsed: number; calls: number; grown: number }): boolean {
  const times = timesWatched(trend);
  const isMuch = trend.axis === 'time' || at.grown > grain.amountOfCache;
  const hasFilled = at.calls >= times * callsThatFill || (at.elapsed >= longEnough && isMuch);
  return at.elapsed >= times * grain.patience && hasFilled;
}

import type { Culprit } from './culprits.ts';
import type { FloorPoint } from './floor.ts';
import type { Interval } from './statistics.ts';
import type { Axis } from './trend.ts';

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
  /** It grows while calls come faster and faster, as a leak would, and what is kept for a time. */
  | 'even-rate'
  /** It grew for long, and seems to have stopped. */
  | 'stopped'
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
      /** Whether a finer bound is still to come, as long as it has not: see `Grain.early`. */
      isCoarse: boolean;
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

import { floorOf, unitOf } from '../../sandbox/verdict/floor.ts';
import { entriesHeld, liveObjects, type Sample } from '../../sandbox/protocol/samples.ts';
import type { Verdict } from '../../sandbox/verdict/verdict.ts';
import type { KeptRun } from '../model/run-list.ts';
import { trendLine, type LinePlace } from './trend-line.ts';

export type CurveKind = 'used' | 'floor' | 'buffers' | 'clients' | 'methods';

/** One line of the chart, over the times of its run. */
export interface Curve {
  readonly kind: CurveKind;
  readonly values: (number | null)[];
}

export interface RunCurves {
  readonly id: number;
  readonly verdict: Verdict['kind'];
  /** Seconds. */
  readonly times: number[];
  readonly curves: readonly Curve[];
}

/** Everything the chart shows. */
export interface Picture {
  /** What the left axis counts; null while there is nothing to draw. */
  readonly unit: 'bytes' | 'objects' | null;
  readonly source: Sample['source'] | null;
  readonly runs: readonly RunCurves[];
  /** The heap's cap in bytes, where the curves come near it. */
  readonly cap: number | null;
  /** Some runs that should be shown are measured in another unit. */
  readonly leftOut: boolean;
  /** The line that the newest run's verdict goes by. */
  readonly trend: readonly LinePlace[];
}

export interface Extras {
  readonly clients: boolean;
  readonly methods: boolean;
}

/** From this share of the cap on, the cap is in the picture. */
const near = 0.5;

/** Lays the shown runs over each other, all in the unit of the newest that has samples: bytes and objects never share an axis. */
export function picture(kept: readonly KeptRun[], extras: Extras): Picture {
  const drawn = kept.filter(({ shown, run }) => shown && run.samples.length > 0);
  const newest = drawn.at(-1)?.run.samples ?? [];
  const unit = newest.length > 0 ? unitOf(newest) : null;
  const runs = drawn.filter(({ run }) => unitOf(run.samples) === unit);
  const cap = unit === 'bytes' ? (runs.at(-1)?.run.heapLimit ?? null) : null;
  const highest =
    cap === null
      ? 0
      : Math.max(
          ...runs.map(({ run }) => run.samples.reduce((most, { heapUsed }) => Math.max(most, heapUsed ?? 0), 0)),
        );
  const basis = runs.at(-1)?.run.verdict.basis;
  return {
    unit,
    source: newest.at(-1)?.source ?? null,
    runs: runs.map(({ id, run }) => ({
      id,
      verdict: run.verdict.kind,
      times: run.samples.map(({ at }) => at / 1000),
      curves: curvesOf(run.samples, unit === 'objects', extras),
    })),
    cap: cap !== null && highest > cap * near ? cap : null,
    leftOut: runs.length < drawn.length,
    trend: basis ? trendLine(basis, ({ value }) => value) : [],
  };
}

/** Bytes outside the heap are drawn once they are as many as matter: a connection takes some megabytes that stay. */
const buffersThatMatter = 8 * 2 ** 20;

function hasBuffers(samples: readonly Sample[]): boolean {
  const [first, last] = [samples.find(({ buffers }) => buffers !== null), samples.at(-1)];
  return (last?.buffers ?? 0) - (first?.buffers ?? 0) > buffersThatMatter;
}

function curvesOf(samples: readonly Sample[], objects: boolean, extras: Extras): Curve[] {
  const curve = (kind: CurveKind, value: (sample: Sample) => number | null): Curve => ({
    kind,
    values: samples.map(value),
  });
  const floor = new Map(floorOf(samples).map(({ at, value }) => [at, value]));
  return [
    curve('used', objects ? ({ alive }) => alive && liveObjects(alive) : ({ heapUsed }) => heapUsed),
    curve('floor', ({ at }) => floor.get(at) ?? null),
    ...(extras.clients ? [curve('clients', ({ clientsCreated }) => clientsCreated)] : []),
    ...(extras.methods ? [{ kind: 'methods', values: entriesHeld(samples) } as const] : []),
    ...(hasBuffers(samples)
      ? [curve('buffers', ({ heapAfterGc, buffers }) => (heapAfterGc === null ? null : buffers))]
      : []),
  ];
}

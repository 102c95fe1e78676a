import { floorOf, unitOf, type FloorPoint } from './floor.ts';
import type { Sample } from './samples.ts';
import { median, spread } from './statistics.ts';

/** What the samples of one run say of its heap. `unit` is that of every size in it: bytes, or live objects. */
export type Verdict =
  | { kind: 'not-enough-data'; unit: 'bytes' | 'objects' }
  | {
      kind: 'steady';
      unit: 'bytes' | 'objects' /** At the end of the run. */;
      floor: number /** Of the floor: noise about zero. */;
      perSecond: number;
    }
  | {
      kind: 'leaking';
      unit: 'bytes' | 'objects';
      floor: number;
      perSecond: number;
      /** Growth of the floor for each client created; null where the program created none while it grew. */
      perClient: number | null;
      /** Seconds from the last sample until the heap reaches its cap at this rate; null where there is no known cap. */
      secondsToLimit: number | null;
    };

interface WarmUp {
  readonly calls: number;
  readonly milliseconds: number;
}

/** How far samples of a source can be trusted. */
interface Grain {
  /** A program's first calls load code, compile it and fill pools: growth that says nothing of a leak (grpc-node #2448, #2629). */
  readonly warmUp: WarmUp;
  /** Growth per call from which a floor is said to climb. */
  readonly climbs: number;
  /** Points that there must be to tell growth from noise. */
  readonly fewestPoints: number;
  /** The clearer the growth in every single step, the fewer steps it takes to be sure of it, and the less it matters what warms up. */
  readonly plain: readonly { readonly steps: number; readonly perCall: number }[];
  readonly plainAfter: WarmUp;
}

const soon: WarmUp = { calls: 500, milliseconds: 1000 };
const atOnce: WarmUp = { calls: 200, milliseconds: 500 };

const grains: Readonly<Record<Sample['source'], Grain>> = {
  // A retained client with one method is some 950 bytes.
  v8: {
    warmUp: soon,
    climbs: 40,
    fewestPoints: 8,
    plain: [
      { steps: 6, perCall: 250 },
      { steps: 4, perCall: 2000 },
    ],
    plainAfter: soon,
  },
  // Some 400, since a browser's pointers are compressed. Its code is compiled as it runs, and its figures tremble by a tenth of a megabyte.
  tab: {
    warmUp: { calls: 2500, milliseconds: 1500 },
    climbs: 80,
    fewestPoints: 6,
    plain: [
      { steps: 4, perCall: 2000 },
      { steps: 2, perCall: 4000 },
    ],
    plainAfter: soon,
  },
  // One; and code is no object.
  objects: {
    warmUp: atOnce,
    climbs: 0.04,
    fewestPoints: 5,
    plain: [
      { steps: 3, perCall: 0.4 },
      { steps: 2, perCall: 4 },
    ],
    plainAfter: atOnce,
  },
};
/** Two floor points closer than this differ by noise only. */
const apart = { calls: 100, milliseconds: 300 };
/** The points that count are the latest, so that a program which stops leaking is not condemned for ever. */
const latest = 24;
/** Share of the points that a step spans at most. A jump is in as many of the steps: they stay fewer than half. */
const farthest = 0.3;

/**
 * Judges a run by its samples alone. It looks at the steps from one floor point to a later one and takes their median, which one fall or jump
 * (V8 dropping a script's source, a table that doubles) does not move; the spread of the steps says how far to trust it. The more points
 * there are, the further apart they are compared: what is noise between neighbours is little over a distance.
 */
export function judge(samples: readonly Sample[], heapLimit: number | null): Verdict {
  const unit = unitOf(samples);
  const { warmUp, climbs, fewestPoints, plain, plainAfter } = grains[samples.at(-1)?.source ?? 'v8'];

  const leaking = ({ steps, floor }: Steps): Verdict => {
    const perSecond = median(steps.map((step) => step.perSecond));
    const perClient = steps.map((step) => step.perClient).filter((size) => size !== null);
    return {
      kind: 'leaking',
      unit,
      floor,
      perSecond,
      perClient: perClient.length ? median(perClient) : null,
      secondsToLimit: unit === 'bytes' && heapLimit !== null ? Math.max(0, (heapLimit - floor) / perSecond) : null,
    };
  };

  const early = stepsOf(settledPoints(samples, plainAfter));
  if (
    plain.some(
      (clear) => early.steps.length >= clear.steps && early.steps.every(({ perCall }) => perCall > clear.perCall),
    )
  )
    return leaking(early);

  const points = settledPoints(samples, warmUp);
  const settled = stepsOf(points);
  const { steps, distance, floor } = settled;
  if (points.length < fewestPoints) return { kind: 'not-enough-data', unit };
  const growth = steps.map((step) => step.perCall);
  const typical = median(growth);
  // Steps that overlap tell less than as many that do not.
  const doubt = spread(growth) / Math.sqrt(growth.length / distance);
  if (typical - 2 * doubt > climbs) return leaking(settled);
  if (typical + doubt < climbs)
    return { kind: 'steady', unit, floor, perSecond: median(steps.map((step) => step.perSecond)) };
  return { kind: 'not-enough-data', unit };
}

interface Steps {
  readonly steps: readonly Step[];
  /** Points that each step spans. */
  readonly distance: number;
  /** The last point's. */
  readonly floor: number;
}

function stepsOf(points: readonly FloorPoint[]): Steps {
  const distance = Math.max(1, Math.floor(points.length * farthest));
  return {
    steps: points.slice(distance).map((point, i) => new Step(points[i]!, point)),
    distance,
    floor: points.at(-1)?.value ?? 0,
  };
}

class Step {
  readonly perCall: number;
  readonly perSecond: number;
  readonly perClient: number | null;
  constructor(from: FloorPoint, to: FloorPoint) {
    const growth = to.value - from.value;
    const clients = to.clientsCreated - from.clientsCreated;
    this.perCall = growth / (to.calls - from.calls);
    this.perSecond = (growth / (to.at - from.at)) * 1000;
    this.perClient = clients ? growth / clients : null;
  }
}

function settledPoints(samples: readonly Sample[], { calls, milliseconds }: WarmUp): FloorPoint[] {
  const first = samples.find((sample) => sample.calls > 0);
  if (!first) return [];
  const points: FloorPoint[] = [];
  for (const point of floorOf(samples)) {
    if (point.calls < calls || point.at < first.at + milliseconds) continue;
    const last = points.at(-1);
    if (last && (point.calls - last.calls < apart.calls || point.at - last.at < apart.milliseconds)) continue;
    points.push(point);
  }
  return points.slice(-latest);
}

import type { Sample } from './samples.ts';

/** The heap (or the count of live objects) with the garbage taken out. */
export interface FloorPoint {
  at: number;
  calls: number;
  clientsCreated: number;
  /** Bytes, or objects where `unitOf` says so. */
  value: number;
}

export const unitOf = (samples: readonly Sample[]): 'bytes' | 'objects' =>
  samples.at(-1)?.source === 'objects' ? 'objects' : 'bytes';

/**
 * The floor of a run's heap. Where collections are seen it is what they left; elsewhere the low points of the curve, each the sample after a
 * fall: a collection must have been, and what is left had survived it.
 */
export function floorOf(samples: readonly Sample[]): FloorPoint[] {
  const point = (sample: Sample, value: number): FloorPoint => ({
    at: sample.at,
    calls: sample.calls,
    clientsCreated: sample.clientsCreated,
    value,
  });
  const seen = samples.filter((sample) => sample.heapAfterGc !== null);
  if (seen.length) return lowestOfEach(seen.map((sample) => point(sample, sample.heapAfterGc!)));

  // Live objects are only known when they have been counted out: the count is there when a collection was.
  if (unitOf(samples) === 'objects')
    return samples
      .filter((sample) => sample.methodsAlive !== null)
      .map((sample) => point(sample, sample.methodsAlive!));

  const points: FloorPoint[] = [];
  for (let i = 1; i < samples.length; i++) {
    const [before, here, after] = [samples[i - 1]!.heapUsed, samples[i]!.heapUsed, samples[i + 1]?.heapUsed ?? null];
    if (before === null || here === null) continue;
    const fell = here < before - fall * before;
    if (fell && (after === null || after >= here)) points.push(point(samples[i]!, here));
  }
  return points;
}

/**
 * A collection that V8 does step by step leaves what became garbage meanwhile; the next one takes that too. So the floor is the lowest of what
 * collections shortly after each other left. Periods lie where they lie, whichever points are there: leaving out one that is not lowest changes nothing.
 */
function lowestOfEach(points: readonly FloorPoint[]): FloorPoint[] {
  const lowest = new Map<number, FloorPoint>();
  for (const point of points) {
    const number = Math.floor(point.at / period);
    const other = lowest.get(number);
    if (!other || point.value < other.value) lowest.set(number, point);
  }
  return [...lowest.values()];
}

const period = 400; // ms

/** A fall by less than this share is not taken for a collection. */
const fall = 0.04;

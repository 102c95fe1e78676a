import type { FloorPoint } from './floor.ts';
import { lineThrough } from './statistics.ts';
import { along, type TrendOptions } from './trend.ts';

/** Shares of the calls: what loads first is before the one; the other parts the rest in two. */
const begins = 0.2;
const parts = 0.6;
/** A cache of half as many entries as there have been calls goes on by less than half as fast in the later part. */
const slower = 0.6;
const fewest = 3;
/** Of what a warm-up may bring at most, some share is expected at least. */
const ofWarmUp = 0.2;
/** A table that doubles its room does so by a step that is so many times any other. */
const sudden = 3;
/** Beside which what is kept in it goes on by some share at least: an array of numbers is all room, and grows by nothing else. */
const beside = 0.1;

/**
 * Whether a floor climbs by so much less of late that it may be a cache that fills, asked for its entries in no order: each call finds fewer of them missing.
 * By calls, from the first.
 */
export function slowsDown(points: readonly FloorPoint[], { axis, value, warmUp }: TrendOptions): boolean {
  const end = points.at(-1);
  if (!end || axis === 'time') return false;
  const slopeBetween = (from: number, to: number): number | null => {
    const part = points.filter(
      (point) => along(axis, point) >= from * end.calls && along(axis, point) <= to * end.calls,
    );
    if (part.length < fewest) return null;
    const values = withoutStep(part.map(value));
    return (values && lineThrough(part.map((point, i) => [along(axis, point), values[i]!]))?.slope.estimate) ?? null;
  };
  const early = slopeBetween(begins, parts);
  const late = slopeBetween(parts, 1);
  if (early === null || late === null) return false;
  const warming = (ofWarmUp * warmUp * Math.log(parts / begins)) / ((parts - begins) * end.calls);
  return late < slower * (early - warming);
}

/** The same with its one great step, if there is one, taken off what comes after it; null where that is all its growth. */
function withoutStep(values: readonly number[]): number[] | null {
  const steps = values.slice(1).map((value, i) => value - values[i]!);
  const [greatest = 0, next = 0] = steps.map(Math.abs).sort((a, b) => b - a);
  const at = steps.indexOf(greatest);
  if (at < 0 || greatest < sudden * next) return [...values];
  const rest = values.at(-1)! - values[0]! - greatest;
  return rest < beside * greatest ? null : values.map((value, i) => (i > at ? value - greatest : value));
}

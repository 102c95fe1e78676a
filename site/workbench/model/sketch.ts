import type { Shape } from '../../strings/sandbox/lesson.ts';

/** Heights from 0 to 1, at equal distances over the time of a run. */
export type Sketch = readonly number[];

export const sketchPoints = 33;

/** Less than this of the frame's height is a hand's tremor. */
const tremor = 0.12;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What a drawn curve says. */
export function shapeOf(sketch: Sketch): Shape {
  const few = Math.ceil(sketch.length / 8);
  const start = mean(sketch.slice(0, few));
  const end = mean(sketch.slice(-few));
  const rise = end - start;
  const peak = Math.max(...sketch) - start;
  if (peak > 2 * tremor && rise < peak / 2) return 'returns';
  if (rise < tremor) return 'steady';
  // The last third of the way brings less than a tenth of what rose.
  const late = mean(sketch.slice(Math.floor(sketch.length * 0.6), Math.floor(sketch.length * 0.6) + few));
  return end - late < rise / 10 ? 'levels-off' : 'rises';
}

/** The curve with one stroke more: from a point to another, both as [x, y] from 0 to 1. */
export function stroked(sketch: Sketch, from: readonly [number, number], to: readonly [number, number]): Sketch {
  const [[left, y1], [right, y2]] = from[0] <= to[0] ? [from, to] : [to, from];
  const last = sketch.length - 1;
  return sketch.map((value, index) => {
    const x = index / last;
    // A stroke within a step reaches the point next to it.
    if (x < left - 0.5 / last || x > right + 0.5 / last) return value;
    const share = right === left ? 1 : Math.min(Math.max((x - left) / (right - left), 0), 1);
    return Math.min(Math.max(y1 + (y2 - y1) * share, 0), 1);
  });
}

/** A flat line, to begin with. */
export const flat: Sketch = Array.from({ length: sketchPoints }, () => 0.25);

/** The handles that the keyboard moves: the curve goes straight between them. */
export const handles = 5;

/** The curve with one of its handles moved up or down by `by`. */
export function nudged(sketch: Sketch, handle: number, by: number): Sketch {
  const step = (sketch.length - 1) / (handles - 1);
  const heights = Array.from({ length: handles }, (_, index) => sketch[index * step]!);
  heights[handle] = Math.min(Math.max(heights[handle]! + by, 0), 1);
  return sketch.map((_, index) => {
    const at = Math.min(Math.floor(index / step), handles - 2);
    const share = index / step - at;
    return heights[at]! + (heights[at + 1]! - heights[at]!) * share;
  });
}

/** A curve as the points of a polyline in a frame of 100 by 100, whose top is the highest point of `top`, or 1. */
export const polyline = (values: readonly number[], top = 1): string =>
  values
    .map(
      (value, index) => `${((index / (values.length - 1)) * 100).toFixed(1)},${(100 - (value / top) * 100).toFixed(1)}`,
    )
    .join(' ');

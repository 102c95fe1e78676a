import { describe, expect, test } from 'vitest';
import type { FloorPoint } from './floor.ts';
import { hasStopped } from './stopping.ts';

const options = { axis: 'calls', value: ({ data }: FloorPoint) => data, warmUp: 20e3, straightness: 0.5 } as const;
const callsPerSecond = 600;
/** A point each so many seconds, for so long. */
const points = (seconds: number, data: (seconds: number) => number, every = 1): FloorPoint[] =>
  Array.from({ length: seconds / every }, (_, i) => {
    const at = (i + 1) * every;
    return { at: at * 1000, calls: at * callsPerSecond, data: 5e6 + data(at) + 4000 * Math.sin(i * 5) } as FloorPoint;
  });
/** Entries of 60 bytes that are kept, in a table that doubles its room. */
const kept = (entries: number) => 60 * entries + 15 * 2 ** Math.ceil(Math.log2(Math.max(1, entries)));

/** What is kept for 25 seconds, and swept out every four. */
const swept = (seconds: number) => 60 * callsPerSecond * Math.min(seconds, 25 + (seconds % 4));

describe('a floor that climbed for long has stopped', () => {
  test('where a cache is full, though its table takes room once more for what was deleted', () => {
    const cache = (s: number) => kept(Math.min(s, 28) * callsPerSecond) + (s > 30 ? 250e3 : 0);
    expect(hasStopped(points(40, cache), options)).toBe(true);
    expect(hasStopped(points(42, cache, 1.5), options)).toBe(true);
  });

  test('where it is swept now and then', () => {
    expect(hasStopped(points(46, swept), options)).toBe(true);
  });

  test('and not where it goes on, more slowly too, or grows by great steps alone', () => {
    expect(
      hasStopped(
        points(60, (s) => kept(s * callsPerSecond)),
        options,
      ),
    ).toBe(false);
    expect(
      hasStopped(
        points(60, (s) => 36e3 * (s < 30 ? s : 30 + (s - 30) / 2)),
        options,
      ),
    ).toBe(false);
    expect(
      hasStopped(
        points(60, (s) => 16 * 2 ** Math.ceil(Math.log2(s * callsPerSecond))),
        options,
      ),
    ).toBe(false);
  });
});

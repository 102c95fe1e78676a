import { describe, expect, it } from 'vitest';
import { sampleAt } from '../../sandbox/testing/fake-runtime.ts';
import { callRate, thin } from './figures.ts';

const every100ms = (count: number) =>
  Array.from({ length: count }, (_, i) => sampleAt(100 + i * 100, { calls: i * 50 }));

describe('callRate', () => {
  it('is the calls over the time, of all samples or of the latest', () => {
    const samples = [...every100ms(20), sampleAt(2100, { calls: 950 }), sampleAt(2600, { calls: 950 })];
    expect(callRate(every100ms(20))).toBeCloseTo(500);
    expect(callRate(samples, 500)).toBe(0);
  });

  it('is unknown from fewer than two samples', () => {
    expect(callRate([])).toBeNull();
    expect(callRate([sampleAt(100)])).toBeNull();
  });
});

describe('thin', () => {
  it('keeps one row a second and the last', () => {
    expect(thin(every100ms(34)).map(({ at }) => at)).toEqual([100, 1000, 2000, 3000, 3400]);
  });

  it('keeps a long run within its limit of rows', () => {
    const samples = Array.from({ length: 1000 }, (_, i) => sampleAt(i * 1000));
    const rows = thin(samples, 50);
    expect(rows.length).toBeLessThanOrEqual(52);
    expect(rows.at(-1)!.at).toBe(999_000);
  });

  it('carries the last floor forward to the rows after it', () => {
    const samples = [
      sampleAt(0),
      sampleAt(500, { heapAfterGc: 7e6 }),
      sampleAt(1000),
      sampleAt(2000, { heapAfterGc: 8e6 }),
    ];
    expect(thin(samples).map(({ floor }) => floor)).toEqual([null, 7e6, 8e6]);
  });

  it('has no rows without samples', () => {
    expect(thin([])).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import type { Sample } from '../sandbox/protocol/samples.ts';
import { sampleAt, servedAt } from '../sandbox/testing/fake-runtime.ts';
import { about, leakingVerdict, steadyVerdict } from '../sandbox/testing/verdicts.ts';
import { figureOf, formatFigure } from './figures.ts';
import type { RecordedRun } from './recording.ts';

const sample = (at: number, calls: number, heapAfterGc: number | null): Sample =>
  sampleAt(at, { calls, clientsCreated: calls, channelsCreated: 1, methodsCached: calls, heapUsed: 30e6, heapAfterGc });
const leaking: RecordedRun = {
  samples: [sample(500, 0, 10_000_000), sample(1000, 1, null), sample(3000, 2001, 12_000_000)],
  served: servedAt(3000, { calls: 2001, sums: { right: 2001, wrong: 0 } }),
  heapLimit: 256 * 2 ** 20,
  verdict: leakingVerdict({ growth: { perCall: about(950), perClient: about(950.4), perSecond: about(1e6) } }),
  check: {},
  ended: null,
};

describe('figureOf', () => {
  test.each([
    ['bytes-per-client', 950.4],
    ['floor-growth', 2_000_000],
    ['calls-per-second', 1000],
    ['milliseconds-per-call', 1],
    ['methods-cached', 2001],
    ['seconds', 3],
  ] as const)('%s', (name, value) => expect(figureOf(leaking, name)?.value).toBe(value));

  test('a steady run loses nothing per client', () => {
    expect(figureOf({ ...leaking, verdict: steadyVerdict() }, 'bytes-per-client')).toBeNull();
  });
});

describe('formatFigure', () => {
  test.each([
    [950.4, 'bytes', '950 bytes', '950 字节'],
    [12_345, 'bytes', '12 kB', '12 kB'],
    [999_000, 'bytes', '1 MB', '1 MB'],
    [22_150_512, 'bytes', '22 MB', '22 MB'],
    [8846, 'count', '8,800', '8,800'],
    [57, 'count', '57', '57'],
    [199, 'count', '199', '199'],
    [2.345, 'count', '2.3', '2.3'],
    [0.4567, 'milliseconds', '0.46 ms', '0.46 毫秒'],
    [42.4, 'seconds', '42 seconds', '42 秒'],
    [250, 'seconds', '4.2 minutes', '4.2 分钟'],
  ] as const)('%d %s', (value, unit, english, chinese) => {
    expect(formatFigure('en', { value, unit })).toBe(english);
    expect(formatFigure('zh-CN', { value, unit })).toBe(chinese);
  });
});

import { describe, expect, test } from 'vitest';
import { decodeDotnetRecording, dotnetFigure, isLeaking } from './dotnet.ts';

/** A recording of one run that looked every hundred calls. */
const recorded = (heapAfterGc: number[], more: Record<string, number[]> = {}) =>
  decodeDotnetRecording(
    JSON.stringify({
      runs: [
        {
          scenario: 'one-client',
          samples: {
            calls: heapAfterGc.map((_, index) => 100 * index),
            heapUsed: heapAfterGc,
            heapAfterGc,
            entries: heapAfterGc.map((_, index) => Math.min(index, 1)),
            ...more,
          },
          failed: null,
        },
      ],
    }),
  ).runs[0]!;

describe('isLeaking', () => {
  test.each([
    ['a slope', [0, 900e3, 1_030e3, 1_160e3, 1_290e3, 1_420e3], true],
    ['a slope with the steps of a table that grows', [0, 900e3, 1_020e3, 1_150e3, 1_390e3, 1_510e3], true],
    ['what the first calls set up', [0, 900e3, 900e3, 901e3, 900e3, 901e3], false],
    ['one step later on', [0, 900e3, 900e3, 901e3, 960e3, 960e3, 961e3], false],
    ['a sawtooth', [0, 300e3, 600e3, 300e3, 600e3, 300e3, 600e3, 300e3], false],
    ['too few looks to tell', [0, 900e3, 1_030e3], false],
  ])('%s', (_, heap, leaks) => expect(isLeaking(recorded(heap))).toBe(leaks));
});

test('bytes a call are the slope after the first calls, and are quoted of a leak alone', () => {
  const leaking = recorded([0, 900e3, 1_030e3, 1_160e3, 1_290e3]);
  expect(leaking.bytesPerCall).toBeCloseTo(1300);
  expect(dotnetFigure('en', leaking, 'bytes-per-call')).toBe('1.3 kB');
  expect(dotnetFigure('en', recorded([0, 900e3, 900e3, 901e3, 900e3]), 'bytes-per-call')).toBeNull();
});

test('counts are quoted as they were counted, and a figure of its own by its name alone', () => {
  const run = recorded([0, 1, 2], { headers: [0, 1234, 2307] });
  expect(dotnetFigure('en', run, 'headers')).toBe('2,307');
  expect(dotnetFigure('en', run, 'connections')).toBeNull();
});

test('a recording that lacks a column is refused', () => {
  expect(() => recorded([0, 1], { entries: [0] })).toThrow("'entries'");
});

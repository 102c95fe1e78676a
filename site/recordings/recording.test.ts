import { describe, expect, test } from 'vitest';
import type { Sample } from '../sandbox/protocol/samples.ts';
import { sampleAt, servedAt } from '../sandbox/testing/fake-runtime.ts';
import { judge } from '../sandbox/verdict/judge.ts';
import { decodeRecording, encodeRecording, thin, type RecordedRun, type Recording } from './recording.ts';

const sample = (at: number, more: Partial<Sample> = {}): Sample =>
  sampleAt(at, {
    calls: at,
    clientsCreated: 1,
    channelsCreated: 1,
    methodsCached: 1,
    heapUsed: 9_000_000 + at,
    ...more,
  });
const run = (samples: Sample[]): RecordedRun => ({
  samples,
  served: servedAt(900, { calls: 900, sums: { right: 900, wrong: 0 } }),
  heapLimit: 2 ** 28,
  verdict: judge(samples, { heap: 2 ** 28 }),
  check: { 'sums-right': 'passed' },
  ended: null,
});
const recording: Recording = {
  exercise: 'method-caching',
  versions: { node: '24.0.0', '@grpc/grpc-js': '1.14.7', msgpackr: '2.1.3' },
  machine: { platform: 'linux', arch: 'x64', cores: 2, memory: 8 },
  runs: { start: run([sample(500), sample(700, { heapAfterGc: 8_000_000 })]), solution: run([sample(400)]) },
};

describe('thin', () => {
  test('keeps the first, the last, the first call and every collection, and leaves out what lies close', () => {
    const samples = [
      sample(0, { calls: 0 }),
      sample(10),
      sample(20),
      sample(30, { heapAfterGc: 1 }),
      sample(40),
      sample(300),
      sample(310),
    ];
    expect(thin(samples).map(({ at }) => at)).toEqual([0, 10, 30, 300, 310]);
  });
});

describe('a recording as text', () => {
  test('reads back as it was written', () => {
    expect(decodeRecording(encodeRecording(recording))).toEqual(recording);
  });

  test('is the same whatever the order of the keys', () => {
    const { exercise, versions, machine, runs } = recording;
    expect(
      encodeRecording({
        runs,
        machine,
        versions: Object.fromEntries(Object.entries(versions).reverse()) as Recording['versions'],
        exercise,
      }),
    ).toBe(encodeRecording(recording));
  });

  test('is refused when its samples lack a field, with what to do', () => {
    expect(() => decodeRecording(encodeRecording(recording).replace(/ *"clientsCreated": 1,\n/, ''))).toThrow(
      'npm run record method-caching',
    );
  });
});

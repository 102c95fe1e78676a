import { describe, expect, it } from 'vitest';
import type { Sample } from '../../sandbox/protocol/samples.ts';
import type { Run } from '../../sandbox/run/run.ts';
import { sampleAt } from '../../sandbox/testing/fake-runtime.ts';
import type { KeptRun } from '../model/run-list.ts';
import { nothingYet } from '../../sandbox/verdict/verdict.ts';
import { picture } from './picture.ts';

const none = { clients: false, methods: false };
function kept(id: number, samples: Sample[], more: Partial<Run> = {}): KeptRun {
  const run: Run = {
    id,
    files: {},
    samples,
    served: null,
    noted: null,
    heapLimit: 100e6,
    verdict: nothingYet,
    ended: null,
    ...more,
  };
  return { id, run, files: 'as-given', fromLink: false, shown: true, name: null, pinned: false };
}
const values = (kind: string, runs: readonly KeptRun[], extras = none) =>
  picture(runs, extras).runs.map(({ curves }) => curves.find((curve) => curve.kind === kind)?.values);

describe('picture', () => {
  it('draws the heap as it is, and the floor where a collection showed it', () => {
    const run = kept(1, [sampleAt(100, { heapUsed: 9e6 }), sampleAt(200, { heapUsed: 12e6, heapAfterGc: 8e6 })]);
    expect(picture([run], none)).toMatchObject({ unit: 'bytes', source: 'v8', runs: [{ id: 1, times: [0.1, 0.2] }] });
    expect(values('used', [run])).toEqual([[9e6, 12e6]]);
    expect(values('floor', [run])).toEqual([[null, 8e6]]);
  });

  it('draws clients and methods only when asked for', () => {
    const run = kept(1, [sampleAt(100, { clientsCreated: 5, methodsCached: 3 })]);
    expect(values('clients', [run])).toEqual([undefined]);
    expect(values('clients', [run], { clients: true, methods: true })).toEqual([[5]]);
    expect(values('methods', [run], { clients: true, methods: true })).toEqual([[3]]);
  });

  it('never draws objects as bytes, nor both on one axis', () => {
    const alive = { clients: 1, methods: 40, channels: 1, methodsCached: 40 };
    const objects = sampleAt(100, { source: 'objects', heapUsed: null, alive });
    const runs = [kept(1, [sampleAt(100)]), kept(2, [objects])];
    expect(picture(runs, none)).toMatchObject({ unit: 'objects', leftOut: true, cap: null, runs: [{ id: 2 }] });
    expect(values('used', runs)).toEqual([[42]]);
  });

  it('leaves out runs that are not shown or have no samples yet', () => {
    const runs = [{ ...kept(1, [sampleAt(100)]), shown: false }, kept(2, [])];
    expect(picture(runs, none)).toMatchObject({ unit: null, source: null, runs: [], leftOut: false });
  });

  it('has the cap in it once the heap comes near', () => {
    expect(picture([kept(1, [sampleAt(100, { heapUsed: 40e6 })])], none).cap).toBeNull();
    expect(picture([kept(1, [sampleAt(100, { heapUsed: 60e6 })])], none).cap).toBe(100e6);
  });
});

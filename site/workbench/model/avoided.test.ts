import { expect, it } from 'vitest';
import { sampleAt } from '../../sandbox/testing/fake-runtime.ts';
import { avoidedBy } from './avoided.ts';

const leaking = (more = {}) => ({
  samples: [sampleAt(0), sampleAt(10_000, { calls: 10_000, heapAfterGc: 40e6 })],
  verdict: { kind: 'leaking', unit: 'bytes', growth: { perCall: { estimate: 500, low: 400, high: 600 } } } as never,
  heapLimit: 100e6,
  ...more,
});

it('says how long a leaking run had left: what is free of the heap, over what the calls of a second leave', () => {
  expect(avoidedBy([leaking(), leaking({ verdict: { kind: 'steady' } as never })])).toEqual({
    seconds: 120,
    perCall: 500,
    cap: 100e6,
  });
});

it('says nothing where none leaked, or its cap is not known', () =>
  expect([avoidedBy([]), avoidedBy([leaking({ heapLimit: null })])]).toEqual([null, null]));

import { expect, test } from 'vitest';
import { floorOf } from './floor.ts';
import { sampleAt } from '../testing/fake-runtime.ts';

test('is what collections left, with the calls that had ended by then', () => {
  const samples = [
    sampleAt(100),
    sampleAt(500, { calls: 7, callsFailed: 2, heapAfterGc: 10 }),
    sampleAt(600),
    sampleAt(1300, { heapAfterGc: 12, dataAfterGc: 9 }),
  ];
  expect(floorOf(samples)).toMatchObject([
    { at: 500, calls: 9, value: 10, data: 10 },
    { at: 1300, value: 12, data: 9 - 0.115 * 3 },
  ]);
});

test('where bytes cannot be seen, is the objects that are alive', () => {
  const alive = { clients: 1, methods: 5, channels: 2, methodsCached: 4 };
  expect(floorOf([sampleAt(100, { source: 'objects', heapUsed: null, alive })])).toMatchObject([{ value: 8 }]);
});

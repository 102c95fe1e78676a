import { expect, test } from 'vitest';
import { floorOf } from './floor.ts';
import type { Sample } from './samples.ts';

const sample = (at: number, heapUsed: number, heapAfterGc: number | null = null): Sample => ({
  at,
  calls: at,
  clientsCreated: 1,
  channelsCreated: 1,
  methodsCached: 1,
  methodsAlive: null,
  heapUsed,
  heapAfterGc,
  source: 'v8',
});
const values = (samples: Sample[]) => floorOf(samples).map(({ at, value }) => [at, value]);

test('is what collections left', () => {
  expect(values([sample(100, 20), sample(500, 20, 10), sample(600, 20), sample(1300, 20, 12)])).toEqual([
    [500, 10],
    [1300, 12],
  ]);
});

test('of collections shortly after each other, is what the most thorough left', () => {
  const samples = [sample(410, 20, 13), sample(520, 20, 10), sample(790, 20, 11), sample(810, 20, 12)];
  expect(values(samples)).toEqual([
    [520, 10],
    [810, 12],
  ]);
  expect(values(samples.filter(({ heapAfterGc }) => heapAfterGc !== 11))).toEqual(values(samples));
});

test('where no collection is seen, is the low points of the curve', () => {
  expect(values([sample(100, 10), sample(200, 20), sample(300, 12), sample(400, 18), sample(500, 17.9)])).toEqual([
    [300, 12],
  ]);
});

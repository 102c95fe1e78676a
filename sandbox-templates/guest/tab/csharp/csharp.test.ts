import { expect, test } from 'vitest';
import { lineOf } from './lines.ts';
import { sampleOf } from './probe.ts';
import type { CodeLine } from './protocol.ts';

const line = (method: number, offset: number, number: number): CodeLine => ({
  method,
  offset,
  file: 'Program.cs',
  number,
  column: 1,
});
const lines = [line(1, 0, 3), line(1, 8, 4), line(2, 0, 9)];

test('an instruction belongs to the line that begins last before it, in its own method', () => {
  expect(lineOf({ method: 1, offset: 7 }, lines)?.number).toBe(3);
  expect(lineOf({ method: 1, offset: 8 }, lines)?.number).toBe(4);
  expect(lineOf({ method: 1, offset: 99 }, lines)?.number).toBe(4);
  expect(lineOf({ method: 2, offset: 1 }, lines)?.number).toBe(9);
});

test('what comes from no line of the learner’s has none', () => {
  expect(lineOf({ method: 3, offset: 0 }, lines)).toBeNull();
  expect(lineOf({ method: 1, offset: -1 }, lines)).toBeNull();
  expect(lineOf({ method: 1, offset: 0 }, lines)).toBeNull();
});

test('a floor is there only after a collection', () => {
  const between = sampleOf(5, [10, 1, 2, 3, 1, 12, 4000]);
  expect(between).toMatchObject({ at: 5, calls: 10, callsFailed: 1, callsOpen: 2, heapUsed: 4000, heapAfterGc: null });
  expect(between.alive).toBeNull();
  const after = sampleOf(6, [10, 1, 2, 3, 1, 12, 4000, 2500, 4, 12, 1, 11, 7]);
  expect(after).toMatchObject({ heapUsed: 2500, heapAfterGc: 2500, dataAfterGc: 2500, methodsCached: 12 });
  expect(after.alive).toEqual({ clients: 4, methods: 12, channels: 1, methodsCached: 11, linkedSources: 7 });
});

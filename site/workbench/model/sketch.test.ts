import { expect, test } from 'vitest';
import { flat, nudged, shapeOf, sketchPoints, stroked, type Sketch } from './sketch.ts';

const drawn = (height: (x: number) => number): Sketch =>
  Array.from({ length: sketchPoints }, (_, index) => height(index / (sketchPoints - 1)));

test.each([
  ['steady', 'a flat line', () => 0.3],
  ['steady', 'a trembling hand', (x: number) => 0.3 + 0.04 * Math.sin(40 * x)],
  ['steady', 'one that falls', (x: number) => 0.8 - 0.5 * x],
  ['rises', 'a straight line', (x: number) => 0.2 + 0.6 * x],
  ['rises', 'one that rises late', (x: number) => 0.2 + 0.6 * x * x],
  ['levels-off', 'one that rises at first', (x: number) => 0.2 + Math.min(x * 2, 0.6)],
  ['returns', 'a hill', (x: number) => 0.2 + 0.6 * Math.sin(Math.PI * x)],
] as const)('%s is what %s says', (shape, _name, height) => expect(shapeOf(drawn(height))).toBe(shape));

test('a stroke of the pointer draws all that it passed, also backwards and beyond the frame', () => {
  const line = stroked(flat, [1, 1.4], [0, 0]);
  expect(line[0]).toBe(0);
  expect(line.at(-1)).toBe(1);
  expect(line[16]).toBeCloseTo(0.7);
  expect(stroked(flat, [0.5, 0.9], [0.5, 0.9]).filter((value) => value !== 0.25)).toEqual([0.9]);
});

test('the keyboard draws by handles', () => {
  let line = flat;
  for (let press = 0; press < 20; press++) line = nudged(line, 4, 0.05);
  expect(line.at(-1)).toBe(1);
  expect(line[24]).toBe(0.25);
  expect(shapeOf(line)).toBe('rises');
});

import { expect, it } from 'vitest';
import { apart, type EndLabel } from './end-labels.ts';

const height = 12;
const overlap = (a: EndLabel, b: EndLabel) =>
  a.x > b.x - b.width && b.x > a.x - a.width && Math.abs(a.y - b.y) < height;

it('leaves labels where they are that lie apart', () => {
  const labels = [
    { x: 100, y: 50, width: 8 },
    { x: 100, y: 70, width: 8 },
    { x: 120, y: 52, width: 8 },
  ];
  expect(new Set(apart(labels, height, 0))).toEqual(new Set(labels));
});

it('moves those that lie over each other up, in their order, and to the left where there is no room above', () => {
  const labels = [0, 1, 2, 3, 4, 5].map((n) => ({ x: 100 - n, y: 40 - n, width: 8, n }));
  const [roomy, tight] = [apart(labels, height, -100), apart(labels, height, 20)];
  for (const placed of [roomy, tight])
    expect(placed.flatMap((a, i) => placed.slice(i + 1).filter((b) => overlap(a, b)))).toEqual([]);
  expect(roomy.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(roomy.every(({ y }, i) => i === 0 || y < roomy[i - 1]!.y)).toBe(true);
  expect(Math.min(...tight.map(({ y }) => y))).toBeGreaterThanOrEqual(20 - height);
});

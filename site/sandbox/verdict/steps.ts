import type { FloorPoint } from './floor.ts';
import type { Grain } from './grain.ts';

/** A step is so many times what the floor moves by just before and just after it. */
const sudden = 3;
/** What holds twice as many doubles its room: the next step comes after as many calls again, or half as many where room grows by a half. */
const untilNext = 2.2;

/**
 * Whether a step in the floor may be followed by another: a set or map of numbers takes room for twice as many when it is full, and lies flat between. Growth that a
 * call leaves so, of more than `grain.certain`, is not seen before there have been twice as many calls as at its latest step.
 */
export function mayStepAgain(
  points: readonly FloorPoint[],
  grain: Pick<Grain, 'step' | 'pointsOfStep' | 'certain'>,
): boolean {
  const last = points.at(-1);
  if (!last) return false;
  return points.some((point, i) => {
    const before = points.slice(Math.max(0, i - 2), i);
    const after = points.slice(i, i + 2);
    if (before.length < 2 || after.length < grain.pointsOfStep || last.calls >= untilNext * point.calls) return false;
    const step = lowest(after) - highest(before);
    const moves = Math.max(highest(before) - lowest(before), highest(after) - lowest(after));
    return step > Math.max(grain.step, grain.certain * point.calls, sudden * moves);
  });
}

const lowest = (points: readonly FloorPoint[]): number => Math.min(...points.map(({ data }) => data));
const highest = (points: readonly FloorPoint[]): number => Math.max(...points.map(({ data }) => data));

import { amountAfter, isWatched, mostOfWarmUp, usual, type Grain } from './grain.ts';
import type { Trend } from './trend.ts';

/** A line wants five points, of which the first come half a second apart. */
const firstLine = 3500; // ms

/** Seconds until there is a line that may be judged; `elapsed` in milliseconds since the first call. */
export const secondsToFirst = (elapsed: number, { soonestSteady }: Grain): number =>
  toSeconds(Math.max(firstLine, soonestSteady) - elapsed);

/** No further ahead than so many times what there has been: what lies beyond is no estimate. */
const furthest = 8;

/**
 * About how many seconds until a trend that goes on as it does will be told, either way; null where that is not in sight. Through evenly spaced points, the
 * reach of a slope's interval shrinks with the 3/2 power of their stretch, and what a warm-up may still bring with the stretch itself.
 */
export function secondsUntilTold(trend: Trend, grain: Grain, elapsed: number, calls: number): number | null {
  const { line, allowance, axis } = trend;
  const { estimate, low, high } = line.slope;
  const [least, nearNone] = axis === 'calls' ? [grain.least, grain.nearNone] : [0, 0];
  for (let times = 1.1; times <= furthest; times *= 1.1) {
    const [then, shrinks] = [elapsed * times, times ** -1.5];
    const isLeak = estimate - (estimate - low) * shrinks > Math.max(mostOfWarmUp(allowance / times, then), least);
    const at = { elapsed: then, calls: calls * times, grown: estimate * calls * times };
    if (isLeak && isWatched(trend, grain, at)) return toSeconds(then - elapsed);
    const left = estimate / times;
    const mayBeSteady = then >= grain.soonestSteady && (calls * times >= grain.callsOfSteady || then >= amountAfter);
    const { early } = grain;
    const { bound } = early && then < early.until && at.calls >= early.calls ? early : grain;
    const isFlat =
      left + (high - estimate) * shrinks <= bound + (grain.expected * allowance) / times &&
      left <= Math.max((usual * allowance) / times, nearNone);
    if (mayBeSteady && isFlat) return toSeconds(then - elapsed);
  }
  return null;
}

const toSeconds = (milliseconds: number): number => Math.max(1, Math.round(milliseconds / 1000));

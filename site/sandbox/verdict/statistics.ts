/** The middle value; the mean of the two middle ones where there is an even number of them. NaN of none. */
export const median = (values: readonly number[]): number => middleOf(new Float64Array(values).sort());

function middleOf(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Standard deviation as the median absolute deviation tells it: one wild value does not widen it. */
export function spread(values: readonly number[]): number {
  const centre = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - centre)));
}

/** A figure, and where it lies with a likelihood of some 95 %. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface Line {
  readonly slope: Interval;
  /** The line's height at x = 0. */
  readonly intercept: number;
  /** How far points lie from it, as a standard deviation. */
  readonly noise: number;
}

/** Standard normal quantile of a two-sided likelihood of 95 %. */
const z = 1.96;

/**
 * The line through points by Theil and Sen: its slope is the median of the slopes of all pairs, which stays when up to 29 % of the points lie
 * anywhere. The interval is Sen's, from the variance of Kendall's tau (Sen 1968, "Estimates of the regression coefficient based on Kendall's
 * tau"), widened where neighbours are alike: they tell less than as many independent points. Null of fewer than 3 points or no width.
 */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): Line | null {
  const n = points.length;
  if (n < 3) return null;
  const all = new Float64Array((n * (n - 1)) / 2);
  let count = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const width = points[j]![0] - points[i]![0];
      if (width > 0) all[count++] = (points[j]![1] - points[i]![1]) / width;
    }
  }
  if (count < 3) return null;
  const slopes = all.subarray(0, count).sort();
  const estimate = middleOf(slopes);
  const intercept = median(points.map(([x, y]) => y - estimate * x));
  const residuals = points.map(([x, y]) => y - estimate * x - intercept);
  const alike = Math.max(0, Math.min(0.8, correlationOfNeighbours(residuals)));
  const widening = Math.sqrt((1 + alike) / (1 - alike));
  const reach = (widening * z * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)) / 2;
  const at = (rank: number) => slopes[Math.max(0, Math.min(slopes.length - 1, Math.round(rank)))]!;
  const middle = (slopes.length - 1) / 2;
  return {
    slope: { estimate, low: at(middle - reach), high: at(middle + reach) },
    intercept,
    noise: spread(residuals),
  };
}

/** Lag-one autocorrelation, about zero. */
function correlationOfNeighbours(values: readonly number[]): number {
  let [together, alone] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    alone += values[i]! ** 2;
    if (i > 0) together += values[i]! * values[i - 1]!;
  }
  return alone > 0 ? together / alone : 0;
}

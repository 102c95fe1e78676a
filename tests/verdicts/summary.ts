import { median } from '../../site/sandbox/verdict/statistics.ts';
import type { CheckOutcome } from './try-check.ts';
import type { Outcome } from './try-verdict.ts';

const times = (seconds: readonly number[]): string =>
  seconds.length ? `median ${median(seconds).toFixed(1)} s, latest ${Math.max(...seconds).toFixed(1)} s` : 'no times';

export function verdictSummary(outcomes: readonly Outcome[]): string {
  const count = (is: (outcome: Outcome) => boolean): number => outcomes.filter(is).length;
  const [right, open, wrong] = (['right', 'open', 'wrong'] as const).map((one) =>
    count(({ result }) => result === one),
  );
  return (
    `right ${right}, open ${open}, wrong ${wrong} of ${outcomes.length}; the opposite in between: ${count(({ erred }) => erred)}; ` +
    `more than one change: ${count(({ flips }) => flips > 1)}; ${times(outcomes.flatMap(({ after }) => after ?? []))}`
  );
}

export const checkSummary = (outcomes: readonly CheckOutcome[]): string =>
  `right ${outcomes.filter(({ isRight }) => isRight).length} of ${outcomes.length}; ${times(outcomes.map(({ seconds }) => seconds))}`;

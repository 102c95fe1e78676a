import type { SandboxPage } from '../support/sandbox-page.ts';
import { rightAnswers, wrongAnswers } from '../support/templates.ts';

export interface CheckOutcome {
  readonly isRight: boolean;
  readonly seconds: number;
  readonly line: string;
}

/** A program whose Check has a known answer. */
interface Attempt {
  readonly name: string;
  readonly answer: 'solved' | 'not-solved';
  /** A criterion that must be among those that failed. */
  readonly fails?: string;
  /** Puts it into a sandbox that was opened for its exercise and reset. */
  readonly put: (sandbox: SandboxPage) => Promise<void>;
}

/** What an exercise begins with, and its solution. */
export const versions: readonly Attempt[] = [
  { name: 'start', answer: 'not-solved', put: () => Promise.resolve() },
  {
    name: 'solution',
    answer: 'solved',
    put: async (sandbox) => {
      await sandbox.press('Solution');
      await sandbox.press('Apply solution');
    },
  },
];

/** Answers of another style than its solution, and wrong ones. */
export const answersTo = (exercise: string): Attempt[] => [
  ...rightAnswers(exercise).map(
    ({ name, text }): Attempt => ({ name, answer: 'solved', put: (page) => page.write(text) }),
  ),
  ...wrongAnswers(exercise).map(
    ({ name, text, fails }): Attempt => ({ name, answer: 'not-solved', fails, put: (page) => page.write(text) }),
  ),
];

/** Presses Check on a program, in a sandbox that was opened for its exercise. */
export async function tryCheck(
  sandbox: SandboxPage,
  exercise: string,
  { name, answer: wanted, fails, put }: Attempt,
): Promise<CheckOutcome> {
  // A round before may have left something else.
  await sandbox.press('Reset');
  await put(sandbox);
  const from = performance.now();
  const answer = await sandbox.check();
  const seconds = (performance.now() - from) / 1000;
  const criteria = await sandbox.criteria();
  const isRight = answer === wanted && (fails === undefined || criteria[fails] === 'failed');
  await sandbox.rest();
  const unmet = Object.entries(criteria)
    .filter(([, result]) => result !== 'passed')
    .map(([id, result]) => `${id} ${result}`)
    .join(', ');
  const words = [
    `${exercise}, ${name}`.padEnd(40),
    answer.padEnd(10),
    isRight ? 'right' : 'WRONG',
    `after ${seconds.toFixed(1)} s `,
    unmet,
  ];
  return { isRight, seconds, line: words.join(' ') };
}

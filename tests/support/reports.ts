import { readFileSync } from 'node:fs';
import type { SecondTry } from './second-tries.ts';

/** What came of a step of `npm test`. */
export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  secondTries: SecondTry[];
}

/** A step without a count of its own is one test. */
export const single = (passed: boolean): Outcome => ({
  passed: passed ? 1 : 0,
  failed: passed ? 0 : 1,
  skipped: 0,
  secondTries: [],
});

export const sum = (outcomes: readonly Outcome[]): Outcome => ({
  passed: outcomes.reduce((total, { passed }) => total + passed, 0),
  failed: outcomes.reduce((total, { failed }) => total + failed, 0),
  skipped: outcomes.reduce((total, { skipped }) => total + skipped, 0),
  secondTries: outcomes.flatMap(({ secondTries }) => secondTries),
});

/** Reads what a runner wrote down; where it wrote nothing, or ended badly with no failure counted, that is one failure. */
export function reported(succeeded: boolean, read: () => Outcome): Outcome {
  try {
    const outcome = read();
    return succeeded || outcome.failed ? outcome : { ...outcome, failed: 1 };
  } catch (error) {
    console.error(`There is no report of this step: ${String(error)}`);
    return single(false);
  }
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  numPendingTests: number;
  numTodoTests: number;
}

/** Vitest's JSON report, and what needed a second try (`second-tries.ts`). */
export function readVitest(report: string, secondTries: string): Outcome {
  const counts = json<VitestReport>(report);
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests || counts.numFailedTestSuites,
    skipped: counts.numPendingTests + counts.numTodoTests,
    secondTries: json<SecondTry[]>(secondTries),
  };
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: {
    file: string;
    title: string;
    tests: { status: string; results: { error?: { message?: string } }[] }[];
  }[];
}
interface PlaywrightReport extends PlaywrightSuite {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** Playwright's JSON report. */
export function readPlaywright(report: string): Outcome {
  const { stats, suites = [] } = json<PlaywrightReport>(report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    secondTries: suites.flatMap(flaky),
  };
}

const flaky = ({ suites = [], specs = [] }: PlaywrightSuite): SecondTry[] => [
  ...specs
    .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
    .map(({ file, title, tests }) => ({
      name: `${file} › ${title}`,
      error: tests[0]?.results[0]?.error?.message?.split('\n', 1)[0] ?? '',
    })),
  ...suites.flatMap(flaky),
];

const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

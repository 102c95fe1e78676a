// npm test: every check there is, and at the end one line that counts them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requireBrowser } from './browser.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const results = `${root}test-results/`;

function npm(script: string, ...args: string[]): boolean {
  console.log(`\n— npm run ${script}`);
  return (
    spawnSync('npm', ['run', '--silent', script, '--', ...args], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    }).status === 0
  );
}

/** A step without a count of its own is one test. */
const single = (passed: boolean): Counts => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });

/** Counts what a runner wrote down; where it wrote nothing, or ended badly with no failure counted, that is one failure. */
function counted(succeeded: boolean, file: string, count: (report: any) => Counts): Counts {
  try {
    const counts = count(JSON.parse(readFileSync(results + file, 'utf8')));
    return succeeded || counts.failed ? counts : { ...counts, failed: 1 };
  } catch (error) {
    console.error(`No report in test-results/${file}: ${String(error)}`);
    return single(false);
  }
}

function main(): void {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  process.env.CHROMIUM = requireBrowser();

  const steps: Counts[] = [
    single(npm('check')),
    counted(
      npm('test:unit', '--reporter=default', '--reporter=json', `--outputFile=${results}unit.json`),
      'unit.json',
      (report) => ({
        passed: report.numPassedTests,
        failed: report.numFailedTests + report.numFailedTestSuites * (report.numFailedTests ? 0 : 1),
        skipped: report.numPendingTests + report.numTodoTests,
      }),
    ),
  ];
  const built = npm('build');
  steps.push(single(built));
  if (built) {
    steps.push(
      counted(npm('test:e2e'), 'e2e.json', ({ stats }) => ({
        passed: stats.expected + stats.flaky,
        failed: stats.unexpected,
        skipped: stats.skipped,
      })),
    );
  }

  const sum = (key: keyof Counts) => steps.reduce((total, counts) => total + counts[key], 0);
  process.exitCode = sum('failed') ? 1 : 0;
  console.log(
    `\n${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') ? `, ${sum('skipped')} skipped` : ''}`,
  );
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}

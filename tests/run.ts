// npm test: every check there is; at the end what needed a second try, and one line that counts them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireBrowser } from './browser.ts';
import { readPlaywright, readVitest, reported, single, sum, type Outcome } from './support/reports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results');
const started = performance.now();

function npm(script: string, args: readonly string[] = [], env: Record<string, string> = {}): boolean {
  console.log(`\n— npm run ${[script, ...args].join(' ')} (${minutes()})`);
  return (
    spawnSync('npm', ['run', '--silent', script, '--', ...args], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, ...env },
    }).status === 0
  );
}

const minutes = () => `${((performance.now() - started) / 60_000).toFixed(1)} min`;

function unit(): Outcome {
  const report = join(results, 'unit.json');
  const secondTries = join(results, 'unit-second-tries.json');
  const reporters = ['default', 'json', './tests/support/second-tries.ts'].map((name) => `--reporter=${name}`);
  const succeeded = npm('test:unit', [...reporters, `--outputFile.json=${report}`], { SECOND_TRIES: secondTries });
  return reported(succeeded, () => readVitest(report, secondTries));
}

/** One project of the browser tests: the second runs whatever came of the first. */
function browser(project: string): Outcome {
  const report = join(results, `${project}.json`);
  const succeeded = npm('test:e2e', [`--project=${project}`, '--no-deps'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  return reported(succeeded, () => readPlaywright(report));
}

function main(): void {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  process.env.CHROMIUM = requireBrowser();

  const outcomes = [single(npm('check')), unit()];
  // C# takes half a minute more to build and as much to test: `npm run test:course` does, and this where it is asked to.
  const built = npm('build', [], { SITE_CSHARP: process.env.SITE_CSHARP ?? '0' });
  outcomes.push(single(built));
  if (built) outcomes.push(browser('together'), browser('apart'));

  const { passed, failed, skipped, secondTries } = sum(outcomes);
  if (secondTries.length) {
    console.log(`\nNeeded a second try (${secondTries.length}):`);
    for (const { name, error } of secondTries) console.log(`  ${name}\n    ${error}`);
  }
  console.log(`\n${minutes()}`);
  process.exitCode = failed ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}

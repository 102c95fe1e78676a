// npm test: every check there is; at the end what needed a second try, and one line that counts them.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireBrowser } from './browser.ts';
import { buildWithoutWebcontainers } from './support/without-webcontainers.ts';
import { readPlaywright, readVitest, reported, single, sum, type Outcome } from './support/reports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results');
const started = performance.now();
// There Node keeps what it has made of a module, TypeScript and all: the tests start it hundreds of times.
process.env.NODE_COMPILE_CACHE ??= join(results, 'compiled');

const titleOf = (script: string, args: readonly string[] = []) =>
  `\n— npm run ${[script, ...args].join(' ')} (${minutes()})`;

async function npm(script: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<boolean> {
  console.log(titleOf(script, args));
  const child = start(script, args, env, 'inherit');
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
}

function start(
  script: string,
  args: readonly string[],
  env: Record<string, string>,
  stdio: 'inherit' | 'pipe',
): ChildProcess {
  return spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: root,
    stdio: ['inherit', stdio, stdio],
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
}

const minutes = () => `${((performance.now() - started) / 60_000).toFixed(1)} min`;

async function unit(): Promise<Outcome> {
  const report = join(results, 'unit.json');
  const secondTries = join(results, 'unit-second-tries.json');
  const reporters = ['default', 'json', './tests/support/second-tries.ts'].map((name) => `--reporter=${name}`);
  const succeeded = await npm('test:unit', [...reporters, `--outputFile.json=${report}`], {
    SECOND_TRIES: secondTries,
  });
  return reported(succeeded, () => readVitest(report, secondTries));
}

/** Builds the site, and one without WebContainers, which a test in the browser opens, and keeps what is said of it. */
async function build(): Promise<{ built: boolean; said: string }> {
  let said = `${titleOf('build')}\n`;
  // C# takes half a minute more to build and as much to test: `npm run test:course` does, and this where it is asked to.
  const child = start('build', [], { SITE_CSHARP: process.env.SITE_CSHARP ?? '0' }, 'pipe');
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) {
    const without = join(results, 'site-without-webcontainers');
    await buildWithoutWebcontainers(without).then(
      () => (process.env.WITHOUT_WEBCONTAINERS = without),
      // The test then builds it itself, and fails with its reason.
      (error: Error) => (said += error.message),
    );
  }
  return { built: code === 0, said };
}

/** One project of the browser tests: the second runs whatever came of the first. */
async function browser(project: string): Promise<Outcome> {
  const report = join(results, `${project}.json`);
  const succeeded = await npm('test:e2e', [`--project=${project}`, '--no-deps'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return reported(succeeded, () => readPlaywright(report));
}

async function main(): Promise<void> {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  requireBrowser();

  const outcomes = [single(await npm('check'))];
  // The unit tests wait for a third of their time: meanwhile the site is built.
  const [tested, { built, said }] = await Promise.all([unit(), build()]);
  console.log(said.trimEnd());
  outcomes.push(tested, single(built));
  if (built) outcomes.push(await browser('together'), await browser('apart'));

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
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}

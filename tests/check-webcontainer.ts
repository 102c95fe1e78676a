// npm run check:webcontainer: runs every exercise of the built site in a real WebContainer, and writes a report to attach to an issue. It
// needs a network that lets StackBlitz's hosts through, and a Chromium. Without either it says so, and reports nothing.
import { chromium, type BrowserContext } from '@playwright/test';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { browserFlags, findBrowser } from './browser.ts';
import { SandboxPage } from './support/sandbox-page.ts';
import { isolation, siteFolder, staticSite } from './support/static-site.ts';
import { exercises, lessonOf, root, unmetAtFirst } from './support/templates.ts';
import { walk, type Outcome } from './support/walk.ts';

interface Result {
  exercise: string;
  /** Milliseconds until it was ready. */
  ready: number;
  outcome: { start: Outcome; solution: Outcome } | { failure: string };
}

const { values: options } = parseArgs({
  options: { out: { type: 'string', default: 'webcontainer-report.md' }, headed: { type: 'boolean', default: false } },
});

/** There is nothing to check with, and nothing was checked. The message is for the person who started it. */
class CannotCheck extends Error {}

async function main(): Promise<void> {
  const executablePath = findBrowser();
  if (!executablePath)
    throw new CannotCheck(
      'No Chromium or Chrome was found. Install one, or set CHROMIUM to its path, and run this again.',
    );
  if (!existsSync(join(siteFolder, 'index.html')))
    throw new CannotCheck(`There is no built site in ${siteFolder}. Run "npm run build" first.`);

  // A profile of its own and not a private window, which keeps storage from the frames of other sites.
  const profile = await mkdtemp(join(tmpdir(), 'leak-lab-check-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: browserFlags,
    headless: !options.headed,
  });
  try {
    await requireNetwork(context);
    const hosts = new Set<string>();
    context.on('request', (request) => hosts.add(new URL(request.url()).hostname));
    await using site = await staticSite(isolation);
    const base = site.base.replace('127.0.0.1', 'localhost');
    const results: Result[] = [];
    const facts = new Map<string, string>();
    for (const exercise of exercises) {
      const result = await run(context, base, exercise, facts);
      results.push(result);
      console.log(
        `${exercise}: ${'failure' in result.outcome ? result.outcome.failure : isRight(result) ? 'right' : 'wrong'}`,
      );
    }
    await writeFile(
      options.out,
      report(results, facts, [...hosts], context.browser()?.version() ?? 'unknown', await packageVersion()),
    );
    console.log(`\nThe report is in ${options.out}. Attach it to an issue.`);
    process.exitCode = results.every(isRight) ? 0 : 1;
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function requireNetwork(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto('https://stackblitz.com/headless', { waitUntil: 'commit', timeout: 30_000 });
  } catch (error) {
    throw new CannotCheck(
      `https://stackblitz.com cannot be reached from here, so there is no real WebContainer to check:\n${(error as Error).message.split('\n')[0]}`,
    );
  }
  await page.close();
}

async function run(
  context: BrowserContext,
  base: string,
  exercise: string,
  facts: Map<string, string>,
): Promise<Result> {
  const page = await context.newPage();
  const from = performance.now();
  let ready = NaN;
  try {
    await page.goto(`${base}/lessons/${lessonOf(exercise)}/?runtime=webcontainer`);
    const sandbox = SandboxPage.of(page, exercise);
    await sandbox.press('Open sandbox');
    await sandbox.root.and(page.locator('[data-state=idle], [data-state=failed]')).waitFor({ timeout: 120_000 });
    if ((await sandbox.root.getAttribute('data-state')) === 'failed') throw new Error((await sandbox.trouble()).text);
    ready = performance.now() - from;
    if (facts.size === 0) await readFacts(sandbox, facts);
    return { exercise, ready, outcome: await walk(sandbox) };
  } catch (error) {
    return { exercise, ready, outcome: { failure: (error as Error).message.replaceAll(/\s+/g, ' ') } };
  } finally {
    await page.close();
  }
}

/** What the sandbox's own panel tells of the place. */
async function readFacts(sandbox: SandboxPage, facts: Map<string, string>): Promise<void> {
  await sandbox.root.getByRole('button', { name: /^Runs on:/ }).click();
  for (const fact of await sandbox.page.getByRole('dialog').locator('[data-fact]').all()) {
    facts.set(await fact.locator('dt').innerText(), await fact.locator('dd').innerText());
  }
  await sandbox.page.keyboard.press('Escape');
}

const passes = ({ criteria }: Outcome): boolean => Object.values(criteria).every((result) => result === 'passed');

function isRight({ exercise, outcome }: Result): boolean {
  return (
    'start' in outcome &&
    !outcome.start.solved &&
    outcome.start.criteria[unmetAtFirst[exercise]!] === 'failed' &&
    outcome.solution.solved &&
    passes(outcome.solution)
  );
}

const packageVersion = async (): Promise<string> =>
  (JSON.parse(await readFile(join(root, 'node_modules/@webcontainer/api/package.json'), 'utf8')) as { version: string })
    .version;

function report(
  results: readonly Result[],
  facts: ReadonlyMap<string, string>,
  hosts: readonly string[],
  browser: string,
  client: string,
): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const table = (head: string[], rows: string[][]) =>
    [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
  const unmet = ({ criteria }: Outcome) =>
    Object.entries(criteria)
      .filter(([, result]) => result !== 'passed')
      .map(([id, result]) => `${id}: ${result}`)
      .join(', ') || 'all passed';
  const row = (result: Result): string[] => {
    const { exercise, ready, outcome } = result;
    const told =
      'start' in outcome
        ? [
            `${outcome.start.verdict}; ${unmet(outcome.start)}`,
            `${outcome.solution.verdict}; ${unmet(outcome.solution)}`,
          ]
        : [outcome.failure, ''];
    return [
      exercise,
      isRight(result) ? 'right' : '**wrong**',
      Number.isNaN(ready) ? '' : `${(ready / 1000).toFixed(1)} s`,
      ...told,
    ];
  };
  return `# Exercises in a real WebContainer

${new Date().toISOString()}, Chromium ${browser}, @webcontainer/api ${client}, ${process.platform}: ${results.filter(isRight).length} of ${results.length} right.

${table(['exercise', '', 'ready after', 'as given', 'solution'], results.map(row))}

## What was found out about the place

${table(['', ''], [...facts])}

## Hosts that were asked

${hosts
  .filter((host) => host && host !== 'localhost')
  .toSorted()
  .map((host) => `- ${host}`)
  .join('\n')}
`;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof CannotCheck)) throw error;
  console.error(`${error.message}\nNothing was checked, and no report was written.`);
  process.exitCode = 2;
}

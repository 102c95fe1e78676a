import { expect } from '@playwright/test';
import { SandboxPage, type Language, type Verdict } from './support/sandbox-page.ts';
import { test } from './support/tab-page.ts';
import { exercises } from './support/templates.ts';
import { walkAsTold, walks, type Outcome } from './support/walk.ts';

const languages: readonly Language[] = ['en', 'zh-cn'];

/** What `npm test` makes of these walks: some that no other spec makes, in the other language too. */
const always = new Set(['with-options zh-cn local', 'capstone en tab']);
const tagOf = (...walk: string[]) => (always.has(walk.join(' ')) ? walks.always : walks.onDemand);

// On a busy machine a check takes its time.
test.describe.configure({ timeout: 240_000 });

for (const exercise of exercises) {
  for (const language of languages) {
    test(`${exercise} (${language}, local): fails as given, its solution passes, and the page’s recording agrees`, {
      tag: tagOf(exercise, language, 'local'),
    }, async ({ page }) => {
      await walkAndCompare(await SandboxPage.open(page, exercise, '?runtime=local', '', language), exercise, 'local');
    });

    test(`${exercise} (${language}, tab): fails as given, its solution passes, and the page’s recording agrees`, {
      tag: tagOf(exercise, language, 'tab'),
    }, async ({ page, site }) => {
      await walkAndCompare(
        await SandboxPage.open(page, exercise, '?runtime=tab', site.base, language),
        exercise,
        'tab',
      );
    });
  }
}

async function walkAndCompare(sandbox: SandboxPage, exercise: string, runtime: string): Promise<void> {
  await expect(sandbox.root).toHaveAttribute('data-runtime', runtime);
  const { start, solution } = await walkAsTold(sandbox, exercise);
  const recorded = await recordedVerdicts(sandbox, exercise);
  // In the tab, Check may know enough before the verdict does.
  if (solution.verdict === 'not-enough-data') Object.assign(solution, await runUntil(sandbox, recorded[1]![0]!));
  // A check has an end, and calls that each make a connection may not get far before it: the lesson has the reader run them.
  if (start.verdict === 'not-enough-data') {
    await sandbox.press('Reset');
    Object.assign(start, await runUntil(sandbox, recorded[0]![0]!));
  }
  expect([start, solution].map(said)).toEqual(recorded);
}

/** Runs the files as they are until the verdict is the expected one. */
async function runUntil(sandbox: SandboxPage, expected: string): Promise<Pick<Outcome, 'verdict' | 'word'>> {
  await sandbox.press('Run');
  await sandbox.state('running');
  await sandbox.verdict(expected as Verdict, 150_000);
  const word = await sandbox.verdictWord();
  await sandbox.press('Stop');
  await sandbox.state('idle');
  return { verdict: expected, word };
}

/** Words that begin a line are capital. */
const said = ({ verdict, word }: Outcome) => [verdict, word.toLowerCase()];

/** The verdicts that the lesson's recording shows of the exercise as given and solved, each with its word. */
const recordedVerdicts = (sandbox: SandboxPage, exercise: string) =>
  sandbox.page
    .locator(`[data-recording="${exercise}"] li[data-verdict]`)
    .evaluateAll((runs) =>
      runs.map((run) => [
        (run as HTMLElement).dataset.verdict!,
        run.querySelector('strong')!.textContent.toLowerCase(),
      ]),
    );

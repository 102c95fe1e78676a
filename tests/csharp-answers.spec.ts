import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { wrongAnswers } from './csharp/wrong-answers.ts';
import { openInCsharp } from './support/csharp-page.ts';
import type { SandboxPage } from './support/sandbox-page.ts';
import { test } from './support/tab-page.ts';
import { root, unmetAtFirst } from './support/templates.ts';

/** A check's end, and how long after the first call it came, in seconds. */
async function check(sandbox: SandboxPage) {
  const answered = sandbox.check();
  await sandbox.state('running');
  await expect.poll(() => sandbox.stat('calls'), { timeout: 60_000, intervals: [100] }).toBeGreaterThan(0);
  const began = Date.now();
  const answer = await answered;
  const seconds = (Date.now() - began) / 1000;
  const verdict = await sandbox.root.getAttribute('data-verdict');
  const criteria = await sandbox.criteria();
  await sandbox.state('idle');
  return { answer, verdict, criteria, seconds };
}

const answersOf = (exercise: string) => {
  const read = (folder: string) =>
    readFileSync(join(root, `sandbox-templates/exercises/${exercise}/csharp/${folder}/Program.cs`), 'utf8');
  const solution = read('solution');
  return [
    { name: 'given', text: read('start'), fails: unmetAtFirst[exercise]! },
    { name: 'solution', text: solution, fails: null },
    ...wrongAnswers[exercise]!.map(({ fails, why, replaced, by }) => {
      if (!solution.includes(replaced)) throw new Error(`${exercise}: the solution has no “${replaced}”.`);
      return { name: why, text: solution.replaceAll(replaced, by), fails };
    }),
  ];
};

// Each row of what is printed: exercise, answer, the check's and the verdict's end, seconds from the first call to it.
for (const exercise of Object.keys(wrongAnswers)) {
  test(`${exercise}: of four answers in C#, the right one passes`, {
    tag: ['@measures', '@on-demand'],
  }, async ({ page, site }) => {
    test.setTimeout(600_000);
    const sandbox = await openInCsharp(page, exercise, site);
    for (const { name, text, fails } of answersOf(exercise)) {
      await sandbox.write(text);
      const { answer, verdict, criteria, seconds } = await check(sandbox);
      console.log([exercise, name, answer, verdict, seconds.toFixed(1)].join('\t'));
      const expected =
        fails === null ? { answer: 'solved' } : { answer: 'not-solved', criteria: { [fails]: 'failed' } };
      expect.soft({ answer, criteria }, `${exercise}: ${name}`).toMatchObject(expected);
    }
  });
}

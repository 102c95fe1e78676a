import { expect } from '@playwright/test';
import { answersOf, tryAnswer } from './csharp/answers.ts';
import { wrongAnswers } from './csharp/wrong-answers.ts';
import { openInCsharp } from './support/csharp-page.ts';
import { test } from './support/tab-page.ts';

// `npm run verdicts:csharp` has more of it: rounds, times, Firefox, this machine's .NET.
for (const exercise of Object.keys(wrongAnswers)) {
  test(`${exercise}: of four answers in C#, the right one passes`, {
    tag: ['@measures', '@on-demand'],
  }, async ({ page, site }) => {
    test.setTimeout(600_000);
    const sandbox = await openInCsharp(page, exercise, site);
    for (const answer of answersOf(exercise)) {
      const { was, criteria, said } = await tryAnswer(sandbox, answer);
      expect.soft({ was, criteria, said }, `${exercise}: ${answer.name}`).toMatchObject({ was: 'right' });
    }
  });
}

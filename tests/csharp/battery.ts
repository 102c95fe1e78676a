// npm run verdicts:csharp -- [exercise …] [options]: each exercise's start, solution and two wrong answers in C# through Check, in a real browser; says which
// answers were right, open or wrong, and how long they took from the first call on. For example, ten rounds in Firefox, for an hour at most:
//
//   npm run verdicts:csharp -- --browser firefox --rounds 10 --minutes 60
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SandboxPage } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { forgetHeard, heardBy, overhear } from '../verdicts/overhear.ts';
import { answersOf, tryAnswer } from './answers.ts';
import { wrongAnswers } from './wrong-answers.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '1' },
    /** Begins no more after so many minutes, but says what there was. */
    minutes: { type: 'string', default: 'Infinity' },
    runtime: { type: 'string', default: 'tab' },
    browser: { type: 'string', default: 'chromium' },
    /** The network is cut when the compiler is there. */
    offline: { type: 'boolean', default: false },
    /** A folder to keep in what each answer sampled, as JSON: for the judge to be tried on. */
    keep: { type: 'string' },
  },
});
const { runtime, browser } = options;
if (options.keep) mkdirSync(options.keep, { recursive: true });
if (browser !== 'chromium' && browser !== 'firefox') throw new Error('There are chromium and firefox.');
if (runtime !== 'tab' && runtime !== 'local') throw new Error('There are tab and local.');
const unknown = positionals.filter((exercise) => !wrongAnswers[exercise]);
if (unknown.length) throw new Error(`There are no answers in C# for ${unknown.join(', ')}.`);
const exercises = positionals.length ? positionals : Object.keys(wrongAnswers);
const until = performance.now() + Number(options.minutes) * 60_000;
const counts = { right: 0, open: 0, wrong: 0 };
const seconds: number[] = [];

await using site = await servedSite(Number(process.env.PORT ?? 4395), browser);
for (let round = 1; round <= Number(options.rounds); round++)
  for (const exercise of exercises) if (performance.now() < until) await tryExercise(exercise, round);
seconds.sort((a, b) => a - b);
const at = (part: number) => (seconds[Math.ceil(seconds.length * part) - 1] ?? NaN).toFixed(1);
console.log(`\n${browser}, ${runtime}${options.offline ? ', offline' : ''}: ${JSON.stringify(counts)}`);
console.log(
  `right ones, from the first call to the answer: median ${at(0.5)} s, 95 of 100 ${at(0.95)} s, last ${at(1)} s`,
);
process.exitCode = counts.wrong > 0 ? 1 : 0;

async function tryExercise(exercise: string, round: number): Promise<void> {
  const context = await site.page.context().browser()!.newContext();
  try {
    const page = await context.newPage();
    if (options.keep) await page.addInitScript(overhear);
    const sandbox = await SandboxPage.open(page, exercise, runtime === 'tab' ? '?runtime=tab' : '', site.base);
    await sandbox.root.getByRole('button', { name: 'C#', exact: true }).click();
    await page.locator(`[data-sandbox="${exercise}"][data-language="csharp"][data-state="idle"]`).waitFor();
    if ((await sandbox.root.getAttribute('data-runtime')) !== runtime)
      throw new Error(`C# does not run in ${runtime} here.`);
    const answers = answersOf(exercise);
    if (options.offline) {
      // The compiler comes with the first edit: what is given and its solution have been compiled at build.
      const given = answers[0]!;
      await tryAnswer(sandbox, { ...given, text: `// Edited.\n${given.text}` });
      await context.setOffline(true);
    }
    for (const [index, answer] of answers.entries()) {
      if (options.keep) await forgetHeard(page);
      const tried = await tryAnswer(sandbox, answer);
      if (options.keep) {
        const file = `${exercise}-${index}-${round}.json`;
        writeFileSync(
          join(options.keep, file),
          JSON.stringify({ ...tried, name: answer.name, samples: await heardBy(page) }),
        );
      }
      counts[tried.was]++;
      if (tried.was === 'right') seconds.push(tried.seconds);
      const unmet = Object.entries(tried.criteria).flatMap(([id, result]) =>
        result === 'passed' ? [] : `${id} ${result}`,
      );
      const columns = [
        round,
        exercise,
        answer.name,
        tried.was,
        tried.verdict,
        `${tried.seconds.toFixed(1)} s`,
        unmet.join(', '),
      ];
      console.log(columns.join('\t'));
    }
  } catch (error) {
    counts.open++;
    console.log([round, exercise, 'failed', String(error).split('\n')[0]].join('\t'));
  } finally {
    await context.close();
  }
}

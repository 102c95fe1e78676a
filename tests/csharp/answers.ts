import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxPage } from '../support/sandbox-page.ts';
import { root, unmetAtFirst } from '../support/templates.ts';
import { wrongAnswers } from './wrong-answers.ts';

export interface Answer {
  readonly name: string;
  readonly text: string;
  /** The criterion that turns it away; null for the solution. */
  readonly fails: string | null;
  /** Words of what that says. */
  readonly says?: string;
}

/** What an exercise gives, its solution, and two that must not pass: `Program.cs` of each. */
export function answersOf(exercise: string): Answer[] {
  const read = (folder: string) =>
    readFileSync(join(root, `sandbox-templates/exercises/${exercise}/csharp/${folder}/Program.cs`), 'utf8');
  const solution = read('solution');
  return [
    { name: 'given', text: read('start'), fails: unmetAtFirst[exercise]! },
    { name: 'solution', text: solution, fails: null },
    ...wrongAnswers[exercise]!.map(({ fails, says, why, replaced, by }) => {
      if (!solution.includes(replaced)) throw new Error(`${exercise}: the solution has no “${replaced}”.`);
      return { name: why, text: solution.replaceAll(replaced, by), fails, says };
    }),
  ];
}

export interface Tried {
  /** `open`: Check said neither. */
  readonly was: 'right' | 'open' | 'wrong';
  readonly answer: string;
  readonly verdict: string;
  readonly criteria: Readonly<Record<string, string>>;
  /** By the criterion that is to turn it away. */
  readonly said: string;
  /** From the first call to Check's answer. */
  readonly seconds: number;
}

/** Writes an answer, presses Check and waits for its end. */
export async function tryAnswer(sandbox: SandboxPage, { text, fails, says = '' }: Answer): Promise<Tried> {
  await sandbox.write(text);
  // Both by the page's own clock: the first call is counted there.
  const called = sandbox.root.evaluate(
    (root: HTMLElement) =>
      new Promise<number>((resolve) => {
        const calls = () =>
          Number(root.querySelector('[data-stat="calls"] dd')?.textContent?.replaceAll(/\D/g, '') ?? 0);
        const look = () => {
          const isRunning = root.dataset.state === 'running' && calls() > 0;
          // Some answers are over before they call.
          if (isRunning || /solved/.test(root.dataset.check!)) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        // What stands there of the run before goes with the next.
        const begin = () => (root.dataset.state === 'running' ? look() : requestAnimationFrame(begin));
        begin();
      }),
  );
  const answer = await sandbox.check();
  const answered = await sandbox.root.evaluate(() => performance.now());
  // A program that never got so far as to call has no first call.
  const seconds = (answered - (await Promise.race([called, Promise.resolve(answered)]))) / 1000;
  const verdict = (await sandbox.root.getAttribute('data-verdict'))!;
  const criteria = await sandbox.criteria();
  const said = fails === null ? '' : await sandbox.root.locator(`[data-criterion="${fails}"]`).innerText();
  await sandbox.rest();
  const expected =
    fails === null
      ? answer === 'solved'
      : answer === 'not-solved' && criteria[fails] === 'failed' && said.includes(says);
  const was = expected ? 'right' : /solved/.test(answer) ? 'wrong' : 'open';
  return { was, answer, verdict, criteria, said, seconds };
}

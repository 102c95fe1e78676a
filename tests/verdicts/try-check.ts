import type { SandboxPage } from '../support/sandbox-page.ts';

export interface CheckOutcome {
  readonly isRight: boolean;
  readonly seconds: number;
  readonly line: string;
}

/** Presses Check on what an exercise begins with, or on its solution, in a sandbox that was opened for it. */
export async function tryCheck(
  sandbox: SandboxPage,
  exercise: string,
  version: 'start' | 'solution',
): Promise<CheckOutcome> {
  // A round before may have left its solution.
  await sandbox.press('Reset');
  if (version === 'solution') {
    await sandbox.press('Solution');
    await sandbox.press('Apply solution');
  }
  const from = performance.now();
  const answer = await sandbox.check();
  const seconds = (performance.now() - from) / 1000;
  const criteria = Object.entries(await sandbox.criteria()).filter(([, result]) => result !== 'passed');
  const isRight = answer === (version === 'solution' ? 'solved' : 'not-solved');
  await sandbox.rest();
  const open = criteria.map(([id, result]) => `${id} ${result}`).join(', ');
  const line = `${`${exercise}, ${version}`.padEnd(30)} ${answer.padEnd(10)} ${isRight ? 'right' : 'WRONG'} after ${seconds.toFixed(1)} s  ${open}`;
  return { isRight, seconds, line };
}

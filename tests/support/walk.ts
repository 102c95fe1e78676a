import { expect } from '@playwright/test';
import { patience, type SandboxPage } from './sandbox-page.ts';
import { unmetAtFirst } from './templates.ts';

/** Tags of tests that walk through an exercise: `npm test` runs the first kind, `npm run test:course` both (`tests/course.config.ts`). */
export const walks = { always: ['@walk', '@measures'], onDemand: ['@walk', '@measures', '@on-demand'] };

/** What Check found of one state of an exercise. */
export interface Outcome {
  solved: boolean;
  verdict: string;
  /** The verdict as the page words it. */
  word: string;
  /** Criterion by result. */
  criteria: Record<string, string>;
}

/** Checks an open exercise as it is given, then its solution. */
export async function walk(sandbox: SandboxPage): Promise<{ start: Outcome; solution: Outcome }> {
  const start = await check(sandbox);
  await sandbox.press('Solution');
  await sandbox.press('Apply solution');
  return { start, solution: await check(sandbox) };
}

/** Walks through an open exercise that behaves as its lesson says: as given it fails by what the lesson is about, and its solution passes. */
export async function walkAsTold(
  sandbox: SandboxPage,
  exercise: string,
): Promise<{ start: Outcome; solution: Outcome }> {
  const { start, solution } = await walk(sandbox);
  const unmet = unmetAtFirst[exercise]!;
  expect(start).toMatchObject({ solved: false, criteria: { [unmet]: 'failed' } });
  expect(Object.entries(solution.criteria).filter(([, result]) => result !== 'passed')).toEqual([]);
  expect(solution.solved).toBe(true);
  // A count may have told Check that something is kept before the heap did.
  if (unmet === 'floor-steady') expect(start.verdict).not.toBe('steady');
  expect(['steady', ...((await sandbox.mayStayOpen()) ? ['not-enough-data'] : [])]).toContain(solution.verdict);
  return { start, solution };
}

async function check(sandbox: SandboxPage): Promise<Outcome> {
  await sandbox.checkThrough();
  await expect(sandbox.root).toHaveAttribute('data-state', /idle|failed/, { timeout: patience });
  const attribute = async (name: string) => (await sandbox.root.getAttribute(name)) ?? '';
  return {
    solved: (await attribute('data-solved')) === 'true',
    verdict: await attribute('data-verdict'),
    word: await sandbox.verdictWord(),
    criteria: await sandbox.criteria(),
  };
}

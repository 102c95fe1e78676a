import { expect } from '@playwright/test';
import type { SandboxPage } from './sandbox-page.ts';

/** What Check found of one state of an exercise. */
export interface Outcome {
  solved: boolean;
  verdict: string;
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

async function check(sandbox: SandboxPage): Promise<Outcome> {
  await sandbox.press('Check');
  await sandbox.state('running');
  await expect(sandbox.root).toHaveAttribute('data-state', /idle|failed/, { timeout: 60_000 });
  const attribute = async (name: string) => (await sandbox.root.getAttribute(name)) ?? '';
  return { solved: (await attribute('data-solved')) === 'true', verdict: await attribute('data-verdict'), criteria: await sandbox.criteria() };
}

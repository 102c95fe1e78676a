import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { SandboxPage } from './sandbox-page.ts';
import { siteFolder } from './static-site.ts';
import { open, test } from './tab-page.ts';
import { exercises, root, unmetAtFirst } from './templates.ts';

/** The exercises that can be done in C#. */
export const exercisesInCsharp = exercises.filter((id) =>
  existsSync(join(root, 'sandbox-templates/exercises', id, 'csharp')),
);

/** Where the site was built without C#, there is nothing to test, nor to open. */
export const skipWithoutCsharp = (): void =>
  test.skip(
    !readdirSync(join(siteFolder, '_astro')).some((file) => file.startsWith('dotnet.native.')),
    'The site was built without C#: SITE_CSHARP=0, no .NET SDK 10 on the path, or NuGet lacks a package.',
  );

/** The sandbox on a static host, in the tab, switched to C#. */
export const openInCsharp = (...[page, exercise, site]: Parameters<typeof open>): Promise<SandboxPage> =>
  inCsharp(() => open(page, exercise, site));

/** The sandbox, switched to C#. */
export async function inCsharp(open: () => Promise<SandboxPage>): Promise<SandboxPage> {
  skipWithoutCsharp();
  const sandbox = await open();
  const csharp = sandbox.root.getByRole('button', { name: 'C#', exact: true });
  await csharp.click();
  await expect(sandbox.root).toHaveAttribute('data-language', 'csharp');
  await sandbox.state('idle');
  return sandbox;
}

/** What an exercise gives fails its check, by the criterion that it is about, and its solution passes. */
export async function failsAndIsSolved(sandbox: SandboxPage, exercise: string): Promise<void> {
  expect(await check(sandbox)).toBe('not-solved');
  expect(await sandbox.criteria()).toMatchObject({ [unmetAtFirst[exercise]!]: 'failed' });

  await sandbox.press('Solution');
  await sandbox.press('Apply solution');
  expect(await check(sandbox), JSON.stringify(await sandbox.criteria())).toBe('solved');
}

/** Checks the files as they are, to the end. */
async function check(sandbox: SandboxPage): Promise<string> {
  await sandbox.press('Check');
  await expect(sandbox.root).toHaveAttribute('data-check', /solved/, { timeout: 80_000 });
  const answer = await sandbox.root.getAttribute('data-check');
  await sandbox.state('idle');
  return answer!;
}

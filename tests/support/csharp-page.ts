import { expect } from '@playwright/test';
import type { SandboxPage } from './sandbox-page.ts';
import { open, test } from './tab-page.ts';

/** The sandbox on a static host, in the tab, switched to C#. */
export const openInCsharp = (...[page, exercise, site]: Parameters<typeof open>): Promise<SandboxPage> =>
  inCsharp(open(page, exercise, site));

/** The sandbox, switched to C#. Where the site was built without, there is nothing to test. */
export async function inCsharp(opening: Promise<SandboxPage>): Promise<SandboxPage> {
  const sandbox = await opening;
  const csharp = sandbox.root.getByRole('button', { name: 'C#', exact: true });
  test.skip(
    (await csharp.count()) === 0,
    'The site was built without C#: SITE_CSHARP=0, no .NET SDK 10 on the path, or NuGet lacks a package.',
  );
  await csharp.click();
  await expect(sandbox.root).toHaveAttribute('data-language', 'csharp');
  await sandbox.state('idle');
  return sandbox;
}

import { expect } from '@playwright/test';
import type { SandboxPage } from './sandbox-page.ts';
import { open, test } from './tab-page.ts';

/** The sandbox, switched to C#. Where the site was built without, there is nothing to test. */
export async function openInCsharp(...[page, exercise, site]: Parameters<typeof open>): Promise<SandboxPage> {
  const sandbox = await open(page, exercise, site);
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

import { expect } from '@playwright/test';
import type { SandboxPage } from './support/sandbox-page.ts';
import { open, test } from './support/tab-page.ts';

/** The sandbox, switched to C#. Where the site was built without (no .NET SDK), there is nothing to test. */
async function openInCsharp(...[page, exercise, site]: Parameters<typeof open>): Promise<SandboxPage> {
  const sandbox = await open(page, exercise, site);
  const csharp = sandbox.root.getByRole('button', { name: 'C#', exact: true });
  test.skip(
    (await csharp.count()) === 0,
    'The site was built without C#: there is no .NET SDK, or NuGet lacks a package.',
  );
  await csharp.click();
  await expect(sandbox.root).toHaveAttribute('data-language', 'csharp');
  await sandbox.state('idle');
  return sandbox;
}

for (const exercise of ['method-caching', 'with-options']) {
  const tag = exercise === 'method-caching' ? ['@measures'] : ['@measures', '@on-demand'];
  test(`${exercise}: leaks and is cured in C#`, { tag }, async ({ page, site }) => {
    const sandbox = await openInCsharp(page, exercise, site);
    await sandbox.leaksAndIsCured();
  });
}

test('compiles what is written, and tells of a fault and of an exception by line', { tag: '@on-demand' }, async ({
  page,
  site,
}) => {
  const sandbox = await openInCsharp(page, 'method-caching', site);
  await sandbox.write('Console.WriteLine("one");\nint two = "two";\n');
  await sandbox.press('Run');
  expect(await sandbox.trouble()).toMatchObject({
    reason: 'does-not-compile',
    text: expect.stringContaining('CS0029'),
  });
  await sandbox.write('await Task.Delay(1);\nthrow new InvalidOperationException("wrong");\n');
  await sandbox.press('Run');
  await expect(sandbox.root.locator('[data-reason="uncaught-error"]')).toContainText('line 2', { timeout: 40_000 });
});

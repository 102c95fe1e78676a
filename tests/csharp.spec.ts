import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { SandboxPage } from './support/sandbox-page.ts';
import { open, test } from './support/tab-page.ts';
import { exercises, root, unmetAtFirst } from './support/templates.ts';

const inCsharp = exercises.filter((id) => existsSync(join(root, 'sandbox-templates/exercises', id, 'csharp')));

/** The sandbox, switched to C#. Where the site was built without (no .NET SDK), there is nothing to test. */
async function openInCsharp(...[page, exercise, site]: Parameters<typeof open>): Promise<SandboxPage> {
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

/** Checks the files as they are, to the end. */
async function check(sandbox: SandboxPage): Promise<string> {
  await sandbox.press('Check');
  await expect(sandbox.root).toHaveAttribute('data-check', /solved/, { timeout: 80_000 });
  const answer = await sandbox.root.getAttribute('data-check');
  await sandbox.state('idle');
  return answer!;
}

for (const exercise of inCsharp) {
  const tag = exercise === 'method-caching' ? ['@measures'] : ['@measures', '@on-demand'];
  test(`${exercise}: in C#, what is given fails its check and the solution passes`, { tag }, async ({ page, site }) => {
    test.setTimeout(200_000);
    const sandbox = await openInCsharp(page, exercise, site);
    expect(await check(sandbox)).toBe('not-solved');
    expect(await sandbox.criteria()).toMatchObject({ [unmetAtFirst[exercise]!]: 'failed' });

    await sandbox.press('Solution');
    await sandbox.press('Apply solution');
    const answer = await check(sandbox);
    expect({ answer, ...(await sandbox.criteria()) }).toMatchObject({ answer: 'solved' });
  });
}

test('the text speaks of the program in the language that the reader picks', async ({ page, site }) => {
  const sandbox = await openInCsharp(page, 'options-per-request', site);
  const hint = sandbox.root.locator('.lab-task details').first();
  await hint.locator('summary').click();
  await expect(hint).toContainText('DateTime.UtcNow + patience');
  await hint.getByRole('button').click();
  await expect(sandbox.root.locator('.cm-activeLine')).toContainText('DateTime.UtcNow + patience');
  const task = page.locator('[data-task]');
  await expect(task.getByText('Hint 1').filter({ visible: true })).toHaveCount(1);

  await sandbox.root.getByRole('button', { name: 'TypeScript', exact: true }).click();
  await expect(sandbox.root.locator('.lab-task details').first()).toContainText('new Date(Date.now() + patience)');
  await expect(task.getByText('Hint 1').filter({ visible: true })).toHaveCount(1);
});

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

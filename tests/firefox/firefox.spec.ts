import { expect } from '@playwright/test';
import { SandboxPage } from '../support/sandbox-page.ts';
import { isolation, staticSite } from '../support/static-site.ts';
import { open, run, test as base, works } from '../support/tab-page.ts';
import { clientHead as client } from '../support/templates.ts';

/** The site writes no errors to the console, in any test. */
const test = base.extend<{ silent: void }>({
  silent: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(String(error)));
      await use();
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

for (const exercise of ['channel-reuse', 'method-caching', 'with-options']) {
  test(`${exercise} in the tab: leaks and is cured without a network, told by objects and never by bytes`, async ({ page, site, context }) => {
    const sandbox = await open(page, exercise, site);
    await context.setOffline(true);
    await sandbox.leaksAndIsCured();
    const last = (await sandbox.samples()).at(-1)!;
    expect(Object.keys(last)).toContain('Methods alive');
    expect(Object.keys(last)).not.toContain('Heap used');
    expect(Object.values(last).join(' ')).not.toMatch(/\d\s*[kM]B/);
    await context.setOffline(false);
  });
}

test('method-caching on the local Node: leaks and is cured', async ({ page }) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=local');
  await sandbox.leaksAndIsCured();
  expect(Object.keys((await sandbox.samples()).at(-1)!)).toContain('Heap used');
});

test('runs on a page that is isolated from other origins', async ({ page }) => {
  await using site = await staticSite(isolation);
  const sandbox = await open(page, 'method-caching', site);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await works(sandbox);
});

test('a loop without end is told, and the page goes on', async ({ page, site }) => {
  const sandbox = await open(page, 'method-caching', site);
  await run(sandbox, `${client}\nawait client.sumAsync(1, 2);\nfor (;;);`);
  expect(await sandbox.trouble()).toMatchObject({ reason: 'unresponsive', text: expect.stringMatching(/loop/i) });
  await sandbox.state('idle');
  await works(sandbox);
});

test('an error is logged with its name and message, and its place is told', async ({ page, site }) => {
  const sandbox = await open(page, 'method-caching', site);
  await run(sandbox, `${client} function fail(): never { throw new RangeError('no more sums'); } fail();`);
  expect(await sandbox.trouble()).toMatchObject({ reason: 'uncaught-error', text: expect.stringMatching(/client\.ts, line \d+[^]*no more sums/) });
  await expect(sandbox.root.getByRole('log', { name: /client/i })).toContainText(/RangeError: no more sums.*at fail \(client\.ts:\d+:\d+\)/s);
});

test('closed while it boots, a sandbox leaves nothing behind', async ({ page, site }) => {
  await page.goto(`${site.base}/lessons/method-caching/?runtime=tab`);
  const root = page.locator('[data-sandbox="method-caching"]');
  await root.getByRole('button', { name: 'Open sandbox' }).click();
  await root.getByRole('button', { name: 'Close sandbox' }).click();
  await expect(root).toHaveAttribute('data-state', 'closed');
  await expect.poll(() => page.locator('body > iframe').count()).toBe(0);
});

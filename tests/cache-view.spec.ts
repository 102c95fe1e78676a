import { expect, test } from '@playwright/test';
import { findings } from './support/accessible.ts';
import { SandboxPage } from './support/sandbox-page.ts';

for (const runtime of ['local', 'tab'] as const) {
  test(`the cache shows a key for each client under one name, and a single entry once there is one base, in ${runtime}`, {
    tag: '@measures',
  }, async ({ page }) => {
    const sandbox = await SandboxPage.open(page, 'method-caching', `?runtime=${runtime}`);
    const cache = sandbox.root.getByRole('region', { name: 'Look into the cache' });
    // Loaded when it is opened.
    const loaded = page.waitForRequest(/CacheView/);
    await sandbox.root.getByRole('button', { name: 'Look into the cache' }).press('Enter');
    await loaded;
    await expect(cache).toContainText('Press Run.');
    await sandbox.press('Run');
    await expect(cache.getByRole('listitem')).toHaveText(
      /^\/IMyFirstService\/SumAsync: [\d,]{3,} Methods of this one name, each a key of its own$/,
    );
    const first = cache.getByRole('row', { name: /^1 \/IMyFirstService\/SumAsync 1 / });
    await expect(first.getByRole('cell').nth(2)).toHaveText(/^client\.ts:\d+$/);
    await expect(first.getByRole('cell').nth(4)).toHaveText('1');
    // The latest are listed too.
    await expect(cache.getByRole('row').nth(1)).toContainText(/^\d,?\d{2,}/);
    expect(await findings(page, { part: '.lab-cache' })).toEqual([]);

    await sandbox.press('Stop');
    await sandbox.press('Solution');
    await sandbox.press('Apply solution');
    await sandbox.press('Run');
    await expect(cache.getByRole('listitem')).toHaveText('/IMyFirstService/SumAsync: one Method, one entry');
    await expect(async () => {
      const calls = await cache.getByRole('row').nth(1).getByRole('cell').nth(4).textContent();
      expect(Number(calls!.replaceAll(',', ''))).toBeGreaterThan(100);
    }).toPass();
    await cache.getByRole('button', { name: 'Close' }).click();
    await expect(cache).toBeHidden();
  });
}

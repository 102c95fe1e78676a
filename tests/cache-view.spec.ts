import { expect, test } from '@playwright/test';
import { findings } from './support/accessible.ts';
import { SandboxPage } from './support/sandbox-page.ts';

for (const runtime of ['local', 'tab'] as const) {
  test(`the cache shows a key for each client under one name, and a single entry once there is one base, in ${runtime}`, {
    tag: '@measures',
  }, async ({ page }) => {
    const sandbox = await SandboxPage.open(page, 'method-caching', `?runtime=${runtime}`);
    const cache = sandbox.root.getByRole('region', { name: 'Look into the channels' });
    // Loaded when it is opened.
    const loaded = page.waitForRequest(/CacheView/);
    await sandbox.root.getByRole('button', { name: 'Look into the channels' }).press('Enter');
    await loaded;
    await expect(cache).toContainText('Press Run.');
    await sandbox.press('Run');
    await expect(cache.getByRole('listitem')).toHaveText(
      /^\/IMyFirstService\/SumAsync: [\d,]{3,} Methods of this one name, each a key of its own$/,
    );
    const first = cache.getByRole('row', { name: /^1 \/IMyFirstService\/SumAsync 1 / });
    await expect(first.getByRole('cell').nth(2)).toHaveText(/^client\.ts:\d+$/);
    await expect(first.getByRole('cell').nth(4)).toHaveText('1');
    await expect(cache).toContainText('1 channel has carried a call.');
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

for (const runtime of ['local', 'tab'] as const) {
  test(`channels that are forgotten are listed, each ready, over one connection; a single one once the client is shared, in ${runtime}`, {
    // On this machine the same watch runs as in the cache's test above.
    tag: runtime === 'local' ? ['@measures', '@on-demand'] : '@measures',
  }, async ({ page }) => {
    const sandbox = await SandboxPage.open(page, 'channel-reuse', `?runtime=${runtime}`);
    await sandbox.root.getByRole('button', { name: 'Look into the channels' }).click();
    const view = sandbox.root.getByRole('region', { name: 'Look into the channels' });
    const channels = view.getByRole('table', { name: 'records of channels' });
    const subchannels = view.getByRole('table', { name: 'subchannels' });
    await sandbox.press('Run');
    await expect(view).toContainText(
      /[\d,]{3,} channels have carried a call\..+ has [\d,]{3,} records of channels, 1 of a subchannel and 1 of a socket/,
    );
    await expect(channels.getByRole('row', { name: /^1 / }).getByRole('cell')).toHaveText([
      'READY',
      /^client\.ts:\d+$/,
      /\d/,
      '1 ok',
      /ago$/,
      '1',
      'still there',
    ]);
    // The first eight, the latest eight, their head, and what stands between.
    await expect(channels.getByRole('row')).toHaveCount(18);
    await expect(subchannels.getByRole('row').nth(1).getByRole('cell').nth(2)).toHaveText(/^[\d,]{3,} ok/);
    expect(await findings(page, { part: '.lab-cache' })).toEqual([]);

    await sandbox.press('Stop');
    await sandbox.press('Solution');
    await sandbox.press('Apply solution');
    await sandbox.press('Run');
    await expect(view).toContainText('1 channel has carried a call.');
    await expect(view).toContainText('has 1 record of a channel, 1 of a subchannel and 1 of a socket');
    await expect(channels.getByRole('row')).toHaveCount(2);
    await expect(channels.getByRole('row').nth(1).getByRole('cell').nth(3)).toHaveText(/^[\d,]{3,} ok/);
  });
}

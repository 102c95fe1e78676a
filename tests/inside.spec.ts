import { expect, test } from '@playwright/test';
import { strings as english } from '../site/strings/en.ts';
import { strings as chinese } from '../site/strings/zh-cn.ts';
import { findings } from './support/accessible.ts';
import { SandboxPage } from './support/sandbox-page.ts';

const parts = ['.lab-cache', '.lab-wire', '.lab-snapshots'];
const looks = [
  ['light', 1280],
  ['dark', 820],
  ['dark', 390],
  ['light', 390],
] as const;

for (const [language, { chart, actions }, openRecorded] of [
  ['en', english, 'Open the recorded snapshots'],
  ['zh-cn', chinese, '打开录制的快照'],
] as const)
  test(`axe finds nothing in the views of what is inside, light and dark, wide and narrow, in ${language}`, async ({
    page,
  }) => {
    const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab', '', language);
    for (const name of [chart.cache, chart.frames, chart.snapshots])
      await sandbox.root.getByRole('button', { name, exact: true }).click();
    const snapshots = sandbox.root.locator('.lab-snapshots');
    await snapshots.getByRole('button', { name: openRecorded }).click();
    await sandbox.root.getByRole('button', { name: actions.run, exact: true }).click();
    // What one list lets go of comes anew; what leaks does not.
    await expect(
      snapshots
        .getByRole('row', { name: /^Visit / })
        .getByRole('cell')
        .nth(2),
    ).toHaveText('200');
    await snapshots
      .getByRole('row', { name: /^Method / })
      .getByRole('button')
      .click();
    await expect(snapshots.locator('.way-graph')).toBeVisible();
    await expect(sandbox.root.locator('.lab-cache tbody tr').nth(8)).toBeAttached();
    await expect(sandbox.root.getByRole('option').nth(8)).toBeAttached();
    await sandbox.press('Stop');
    await sandbox.root.getByRole('option').first().click();
    for (const [colorScheme, width] of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 1000 });
      for (const part of parts) {
        expect(await findings(page, { part }), `${part} ${colorScheme} ${width}`).toEqual([]);
        const { wide, room } = await page
          .locator(part)
          .evaluate((panel) => ({ wide: panel.scrollWidth, room: panel.clientWidth }));
        expect(wide, `${part} ${width}`).toBeLessThanOrEqual(room);
      }
    }
  });

for (const [lesson, into, says] of [
  ['channel-reuse', 'frames', /Frames on the wire/],
  ['method-caching', 'cache', /method caches/],
] as const)
  test(`a lesson’s link opens the sandbox and, in it, the view that it speaks of: ${into}`, async ({ page }) => {
    await page.goto(`/lessons/${lesson}/?runtime=tab`);
    await page.locator(`a[data-look=${into}]`).click();
    const panel = page.getByRole('region', { name: says });
    await expect(panel).toBeFocused();
    await expect(panel).toBeInViewport();
  });

test('a lesson’s link opens the snapshots at a constructor', async ({ page }) => {
  await page.goto('/lessons/find-it-yourself/?runtime=tab');
  await page.locator('a[data-look=snapshots]').click();
  const panel = page.getByRole('region', { name: 'What holds the memory' });
  await panel.getByRole('button', { name: 'Open the recorded snapshots' }).click();
  await expect(panel.getByRole('searchbox')).toHaveValue('Visit');
  await expect(panel.getByRole('row')).toHaveCount(2);
});

import { expect, test } from '@playwright/test';

test('a lesson’s link opens the sandbox and the frames in it, with the focus there', async ({ page }) => {
  await page.goto('/lessons/channel-reuse/?runtime=tab');
  await page.locator('a[data-look=frames]').click();
  const panel = page.getByRole('region', { name: 'Frames on the wire' });
  await expect(panel).toBeFocused();
  await expect(panel).toBeInViewport();
});

test('a lesson’s link opens the sandbox and the cache in it', async ({ page }) => {
  await page.goto('/lessons/method-caching/?runtime=tab');
  await page.locator('a[data-look=cache]').click();
  await expect(page.getByRole('region', { name: 'Look into the channels' })).toContainText('Press Run.');
});

test('a view that could not be loaded says so, and can be closed', async ({ page }) => {
  await page.route(/SnapshotsView/, (route) => route.abort());
  await page.goto('/lessons/find-it-yourself/?runtime=tab');
  await page.locator('a[data-look=snapshots]').click();
  const panel = page.getByRole('region', { name: 'Snapshots' });
  await expect(panel).toContainText('could not be loaded');
  await panel.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(panel).toBeHidden();
});

test('a lesson’s link opens the snapshots at a constructor', async ({ page }) => {
  await page.goto('/lessons/find-it-yourself/?runtime=tab');
  await page.locator('a[data-look=snapshots]').click();
  const panel = page.getByRole('region', { name: 'What holds the memory' });
  await panel.getByRole('button', { name: 'Open the recorded snapshots' }).click();
  await expect(panel.getByRole('searchbox')).toHaveValue('Visit');
  await expect(panel.getByRole('row')).toHaveCount(2);
});

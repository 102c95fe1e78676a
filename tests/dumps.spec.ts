import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { sample } from '../site/insight/sample.ts';
import { findings } from './support/accessible.ts';

const file = (name: string) => ({
  name: `${name}.gcdump`,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(sample(name)),
});
const choose = (page: Page, ...names: string[]) =>
  page.getByLabel(/Drop one or two dumps here/).setInputFiles(names.map(file));

test('dumps are read with the network cut: what grows, what holds it, its lesson; and nothing is asked of anyone', async ({
  page,
  context,
}) => {
  await page.goto('/dumps/');
  // The worker's script is fetched with the first dump.
  await choose(page, 'types');
  await expect(page.getByText(/objects/).first()).toBeVisible();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Close types.gcdump' }).click();
  await choose(page, 'leak-100', 'leak-1000');

  const finding = page.locator('[data-finding=method-cache]');
  await expect(finding).toContainText('999 objects Method<Box<DynamicArgumentTuple<int, int>>, Box<int>>');
  await expect(finding).toContainText('+900 since the earlier dump');
  await expect(finding.getByRole('listitem').first()).toHaveText('the static field channel');
  await expect(finding.getByRole('link')).toHaveAttribute('href', '/lessons/method-caching/');

  await page.getByRole('searchbox').fill('Grpc.Core.Method');
  const row = page.getByRole('row', { name: /^Grpc\.Core\.Method</ });
  await expect(row.getByRole('cell')).toHaveText(['1,000', '+900', '64,000', '+57,600', '488,000']);
  await row.getByRole('button').press('Enter');
  await expect(page.getByText('999 objects, 63.9 kB, are held this way:')).toBeVisible();

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const csv = readFileSync(await (await saved).path(), 'utf8');
  expect(csv).toContain('Grpc.Core.Api.dll');
  expect(csv).toMatch(/^Type,Module,Objects,Bytes,Retained bytes,Objects before,Bytes before\r\n/);

  await page.getByRole('button', { name: 'Swap earlier and later' }).click();
  await expect(finding).toHaveCount(0);
  expect(requests).toEqual([]);
});

test('a file that is no dump is told of in a sentence, and the dumps that are open stay', async ({ page }) => {
  await page.goto('/dumps/');
  await choose(page, 'events');
  await expect(page.locator('[data-finding=events]')).toBeVisible();
  const cut = { ...file('events'), name: 'cut.gcdump', buffer: file('events').buffer.subarray(0, 5000) };
  await page.getByLabel(/Drop one or two dumps here/).setInputFiles(cut);
  await expect(page.getByRole('status').first()).toHaveText(
    'cut.gcdump: The file ends before it is complete: it was cut short while it was written or copied.',
  );
  await expect(page.locator('[data-finding=events]')).toBeVisible();

  // A file is dropped anywhere; text, where it is taken.
  const isTaken = (what: 'file' | 'text') =>
    page.evaluate((what) => {
      const dataTransfer = new DataTransfer();
      if (what === 'file') dataTransfer.items.add(new File(['.'], 'a.gcdump'));
      else dataTransfer.items.add('Grpc.Core.Method', 'text/plain');
      return !document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
    }, what);
  expect([await isTaken('text'), await isTaken('file')]).toEqual([false, true]);
});

test('a lesson’s link opens the two dumps of the leak at the type that it speaks of', async ({ page }) => {
  await page.goto('/lessons/find-it-yourself/');
  await page.locator('a[href*="?try="]').click();
  await expect(page.getByRole('searchbox')).toHaveValue('Grpc.Core.Method');
  await expect(page.getByRole('row', { name: /^Grpc\.Core\.Method</ })).toBeVisible();
});

const looks = [
  ['light', 1280],
  ['dark', 380],
] as const;
for (const [path, example, title] of [
  ['/dumps/', 'Try two dumps of the leak', 'Types'],
  ['/zh-cn/dumps/', '用这个泄漏的两份转储试试', '类型'],
] as const) {
  test(`axe finds nothing on ${path} with two dumps open and a way shown, wide and narrow`, async ({ page }) => {
    await page.goto(path);
    await page.getByRole('button', { name: example }).click();
    await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
    await page.locator('tbody button').nth(1).click();
    await expect(page.locator('.ways .way').first()).toBeVisible();
    for (const [colorScheme, width] of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      expect(await findings(page, { part: 'dump-reader' })).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
}

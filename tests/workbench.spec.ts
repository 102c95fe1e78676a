import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { findings } from './support/accessible.ts';
import { SandboxPage } from './support/sandbox-page.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('text and sandbox stand side by side; their edges move by keyboard, and stay where they were put', async ({
  page,
}) => {
  const { root } = await SandboxPage.open(page, 'method-caching');
  const left = async () => (await root.boundingBox())!.x;
  await expect.poll(left).toBeGreaterThan(300);
  const before = await left();
  expect((await page.locator('h1').boundingBox())!.x).toBeLessThan(before);

  const edge = root.getByRole('separator', { name: 'Edge between text and sandbox' });
  await edge.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(edge).toHaveAttribute('aria-valuenow', '48');
  await expect.poll(left).toBeGreaterThan(before + 50);
  const moved = await left();
  const other = await SandboxPage.open(page, 'the-leak');
  await expect.poll(async () => (await other.root.boundingBox())!.x).toBeCloseTo(moved, 0);
});

test('a sandbox fills the window and gives it back, and nothing behind it can be reached meanwhile', async ({
  page,
}) => {
  const { root } = await SandboxPage.open(page, 'method-caching');
  await root.getByRole('button', { name: 'Fill the window' }).press('Enter');
  await expect.poll(() => root.boundingBox()).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 });
  await expect(page.getByRole('searchbox').or(page.getByRole('button', { name: 'Search' }))).toHaveCount(0);
  expect(await findings(page)).toEqual([]);
  // The first Escape leaves the name of a file, the second the window.
  await root.getByRole('button', { name: 'Files', exact: true }).press('Enter');
  await root.getByRole('button', { name: 'New file' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(root.getByRole('button', { name: 'New file' })).toBeFocused();
  await root.getByRole('button', { name: 'Leave the full window' }).press('Escape');
  await expect.poll(async () => (await root.boundingBox())!.x).toBeGreaterThan(0);
  await expect(root.getByRole('button', { name: 'Fill the window' })).toBeFocused();
});

test('with letters twice as large, no part of the chart lies under its neighbours', async ({ page }) => {
  const { root } = await SandboxPage.open(page, 'method-caching', '?runtime=tab');
  await page.locator('html').evaluate((html) => (html.style.fontSize = '200%'));
  const boxes = root.getByRole('group', { name: 'Also show' }).getByRole('checkbox');
  for (const box of await boxes.all()) await box.check({ timeout: 10_000 });
});

test('what was read, run and solved is shown, and comes along in a file to another browser', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto('/zh-cn/lessons/first-sum/');
  await page.keyboard.press('End');
  await expect(page.locator('.sidebar-pane [data-progress=read]')).toHaveCount(1);
  const sandbox = await SandboxPage.open(page, 'method-caching');
  await sandbox.write('// mine\n');
  await page.goto('/progress/');
  await expect(page.locator('[data-lesson=first-sum] [data-step=read]')).toContainText('✓');
  expect(await findings(page)).toEqual([]);
  // What the page before this one keeps as it goes can come later than this one.
  const kept = () => page.evaluate(() => localStorage.getItem('leak-lab:sandbox:method-caching') ?? '');
  await expect.poll(kept).toContain('// mine');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save everything as a file' }).press('Enter'),
  ]);
  const file = await readFile((await download.path())!);

  const other = await browser.newContext({ baseURL });
  const there = await other.newPage();
  await there.goto('/zh-cn/progress/');
  const input = there.getByLabel('从文件恢复');
  await input.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"format":"x"}') });
  await expect(there.getByRole('status')).toContainText('什么都没有改动');
  await input.setInputFiles({ name: 'work.json', mimeType: 'application/json', buffer: file });
  await expect(there.getByRole('status')).toContainText('已恢复');
  await expect(there.locator('[data-lesson=first-sum] [data-step=read]')).toContainText('✓');
  await there.goto('/lessons/method-caching/');
  await expect(there.locator('[data-part=source]')).toContainText('// mine');
  await other.close();
});

test('a run is named, kept, compared, saved as data and as a picture, and its code comes back', async ({ page }) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab');
  const { root } = sandbox;
  await sandbox.press('Run');
  await sandbox.called(500);
  await expect.poll(async () => (await sandbox.samples()).length).toBeGreaterThan(3);
  await sandbox.press('Stop');
  await sandbox.state('idle');
  await sandbox.write('// written since\n');
  await root.getByRole('button', { name: 'Compare runs' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Compare runs' });
  await dialog.getByRole('textbox', { name: 'Name of Run 1 – as given' }).fill('one a call');
  await dialog.getByRole('button', { name: 'Keep' }).press('Enter');
  expect(await findings(page)).toEqual([]);
  const saved = async (name: string) => {
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name, exact: true }).press('Enter');
    return readFile(await (await download).path());
  };
  expect((await saved('CSV')).toString()).toMatch(/^ms,calls,.*\r\n\d+,\d+,/);
  const svg = (await saved('SVG')).toString();
  expect(svg).toContain('one a call');
  expect(svg).toMatch(/<polyline points="[\d.]+,[\d.]+ /);
  expect((await saved('PNG')).subarray(1, 4).toString()).toBe('PNG');
  await dialog.getByRole('button', { name: 'Bring its code back' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(sandbox.editor).toContainText('MagicOnionClient.create');
  await expect(root.getByRole('checkbox', { name: 'Show one a call' })).toBeChecked();
  await root.getByRole('button', { name: 'Remove one a call' }).press('Enter');
  await expect(root.getByRole('checkbox', { name: 'Show one a call' })).toHaveCount(0);
  await expect(root.locator('.lab-chart')).toBeFocused();
});

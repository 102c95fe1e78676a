import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { onFastLine } from './support/fast-line.ts';
import { SandboxPage } from './support/sandbox-page.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('text and sandbox stand side by side; their edges move by keyboard, and stay where they were put', async ({
  page,
}) => {
  const { root } = await SandboxPage.open(page, 'method-caching');
  const left = async () => (await root.boundingBox())!.x;
  const before = await left();
  expect(before).toBeGreaterThan(300);
  expect((await page.locator('h1').boundingBox())!.x).toBeLessThan(before);

  const edge = root.getByRole('separator', { name: 'Edge between text and sandbox' });
  await edge.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(edge).toHaveAttribute('aria-valuenow', '48');
  const moved = await left();
  expect(moved).toBeGreaterThan(before + 50);
  const other = await SandboxPage.open(page, 'the-leak');
  expect((await other.root.boundingBox())!.x).toBeCloseTo(moved, 0);
});

test('a sandbox fills the window and gives it back, and nothing behind it can be reached meanwhile', async ({
  page,
}) => {
  const { root } = await SandboxPage.open(page, 'method-caching');
  await root.getByRole('button', { name: 'Fill the window' }).press('Enter');
  expect(await root.boundingBox()).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 });
  await expect(page.getByRole('searchbox').or(page.getByRole('button', { name: 'Search' }))).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  expect((await root.boundingBox())!.x).toBeGreaterThan(0);
  await expect(root.getByRole('button', { name: 'Fill the window' })).toBeFocused();
});

test('the task is in the sandbox, in the page’s language', async ({ page }) => {
  const english = await SandboxPage.open(page, 'method-caching');
  await expect(english.root.getByRole('region', { name: 'The exercise' })).toContainText('Change client.ts so that');
  await expect(english.root.getByText('Hint 1')).toBeVisible();
  const chinese = await SandboxPage.open(page, 'capstone', '', '', 'zh-cn');
  await expect(chinese.root.getByText('提示 1')).toBeVisible();
});

test('no version is lost to a solution and a reset, not even over a reload; a closed sandbox shows the reader’s file', async ({
  page,
}) => {
  const sandbox = await SandboxPage.open(page, 'method-caching');
  await sandbox.write('// mine\n');
  await sandbox.press('Solution');
  await sandbox.press('Apply solution');
  await sandbox.press('Reset');
  const { root } = await SandboxPage.open(page, 'method-caching');
  await root.getByRole('button', { name: 'History' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'What you ran and replaced' });
  await dialog.getByRole('radio', { name: /Before the solution/ }).check();
  await expect(dialog.getByLabel('What this version changes in client.ts').first()).toContainText('// mine');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Bring this version back' }).press('Enter');
  await expect(sandbox.editor).toContainText('// mine');
  await sandbox.press('Close sandbox');
  await expect(root.locator('[data-part=source]')).toContainText('// mine');
  await page.reload();
  await expect(root.getByText('Your file, with your edits')).toBeVisible();
  await expect(root.locator('[data-part=source]')).toContainText('// mine');
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
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
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

test('the editor knows the types, and what a C# reader means; an unopened page asks for none of it', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await onFastLine(page);
  const sandbox = await SandboxPage.open(page, 'method-caching');
  expect(asked.filter((path) => /language|worker/.test(path))).toEqual([]);
  await sandbox.editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(
    '\nconst c = MagicOnionClient.create(IMyFirstService, channel);\nawait c.SumAsync(1, 2);\n',
  );
  await sandbox.root.locator('.cm-lintRange-error').first().hover({ timeout: 60_000 });
  await expect(page.locator('.cm-tooltip')).toContainText('It is `sumAsync`');
  await sandbox.editor.press('ControlOrMeta+End');
  await page.keyboard.type('c.w');
  await expect(page.locator('.cm-tooltip-autocomplete')).toContainText('withOptions');
});

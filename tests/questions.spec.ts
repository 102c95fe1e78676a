import { expect, test } from '@playwright/test';
import { findings } from './support/accessible.ts';
import { SandboxPage } from './support/sandbox-page.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('the task is in the sandbox, in the page’s language', async ({ page }) => {
  const english = await SandboxPage.open(page, 'method-caching');
  await expect(english.root.getByRole('region', { name: 'The exercise' })).toContainText('Change client.ts so that');
  await expect(english.root.getByText('Hint 1')).toBeVisible();
  const chinese = await SandboxPage.open(page, 'capstone', '', '', 'zh-cn');
  await expect(chinese.root.getByText('提示 1')).toBeVisible();
});

test('hints come one after the other, and show their place in the code', async ({ page }) => {
  const { root } = await SandboxPage.open(page, 'method-caching', '?runtime=tab');
  const task = root.getByRole('region', { name: 'The exercise' });
  await expect(task.getByText('Hint 2')).toBeHidden();
  await task.getByText('Hint 1').click();
  await expect(task.getByText('Hint 2')).toBeVisible();
  await expect(task.getByText('Hint 3')).toBeHidden();
  const show = task.getByRole('button', { name: 'Show in the code' });
  await show.press('Enter');
  const line = root.locator('.cm-activeLine');
  await expect(line).toContainText('MagicOnionClient.create');

  // On a telephone, where the code is far above, it comes out from under what stays at the top.
  await page.setViewportSize({ width: 390, height: 844 });
  await show.focus();
  await show.press('Enter');
  const isOnTop = () =>
    line.evaluate((element) => {
      const { left, top, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + 5, top + height / 2));
    });
  await expect.poll(isOnTop).toBe(true);
});

test('a question is answered by a curve over the empty chart, drawn by pointer or keys, and held against the run', async ({
  page,
}) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab');
  const { root } = sandbox;
  // However wide a table of the text is, no text lies below the sandbox.
  const text = (await page.locator('main').boundingBox())!;
  expect(text.x + text.width).toBeLessThanOrEqual((await root.boundingBox())!.x + 1);
  const pad = root.getByRole('slider', { name: /The floor as you expect it/ });
  const { x, y, width, height } = (await pad.boundingBox())!;
  await page.mouse.move(x + 2, y + height * 0.8);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.2, y + height * 0.3, { steps: 5 });
  await page.mouse.move(x + width - 2, y + height * 0.3, { steps: 9 });
  await page.mouse.up();
  await expect(root.getByRole('radio', { name: 'At first, then it levels off.' })).toBeChecked();
  expect(await findings(page)).toEqual([]);
  await root.getByRole('button', { name: 'Erase' }).press('Enter');
  await expect(root.getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(pad).toBeFocused();
  for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  await expect(pad).toHaveAttribute('aria-valuetext', 'Point 5 of 5, at 75% of the height');
  await expect(root.getByRole('radio', { name: 'Yes.' })).toBeChecked();
  await sandbox.press('Run');
  await sandbox.verdict('leaking');
  const verdict = root.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toContainText('You drew a floor that rises all the time.');
  await expect(verdict).toContainText('Right.');
  await expect(verdict).toContainText('Dashed, the floor that you drew');
  await sandbox.press('Stop');
  expect(await findings(page)).toEqual([]);
});

test('a question that asks for a number takes any, and answers wrong ones each by its own sentence', async ({
  page,
}) => {
  const sandbox = await SandboxPage.open(page, 'lifetimes', '?runtime=tab');
  const { root } = sandbox;
  const number = root.getByRole('spinbutton', { name: 'Your number' });
  await number.fill('37');
  await root.getByRole('button', { name: 'Answer' }).press('Enter');
  await expect(root.getByText('You predicted: “37”')).toBeVisible();
  // What is typed next is no answer yet.
  await number.fill('375');
  await expect(root.getByText('You predicted: “37”')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await sandbox.press('Run');
  await sandbox.verdict('leaking');
  await expect(root.getByRole('region', { name: 'Verdict' })).toContainText('How often does a request ask?');
});

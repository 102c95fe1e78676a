import { expect, type Page } from '@playwright/test';
import { goTo } from './key.ts';
import { onSlowLine } from './line.ts';
import { patience } from './sandbox-page.ts';

/** The keyboard alone opens a sandbox, edits, leaves the editor, runs and stops. */
export async function worksByKeyboard(page: Page, base = ''): Promise<void> {
  await goTo(page, `${base}/lessons/method-caching/`);
  const root = page.locator('[data-sandbox="method-caching"]');
  await onSlowLine(root);
  await page.getByRole('button', { name: 'Open sandbox' }).focus();
  await page.keyboard.press('Enter');
  await expect(root).toHaveAttribute('data-state', 'idle', { timeout: patience });

  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 60; presses++) {
      const label = await page.evaluate(() =>
        (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim(),
      );
      if (name.test(label)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Sixty presses of Tab did not reach ${name}.`);
  };
  await tabTo(/Escape/);
  await page.keyboard.press('Enter');
  await page.keyboard.type('/* typed */');
  await expect(root.locator('.cm-content')).toContainText('/* typed */');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('.cm-content') === null)).toBe(true);

  await page.keyboard.press('Shift+Tab');
  await root.getByRole('button', { name: 'Run', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(root).toHaveAttribute('data-state', 'running', { timeout: patience });
  await root.getByRole('button', { name: 'Stop', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(root).toHaveAttribute('data-state', 'idle', { timeout: patience });
}

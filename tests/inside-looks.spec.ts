import { expect, type Locator, type Page, test } from '@playwright/test';
import { findings } from './support/accessible.ts';
import { type Language, SandboxPage } from './support/sandbox-page.ts';

const widths = [390, 820, 1280, 1920];

/** What each view shows, of a run that leaks: in which lesson, and how it is filled. */
const views: Readonly<
  Record<'cache' | 'channels' | 'frames' | 'snapshots', [lesson: string, part: string, fill: Fill]>
> = {
  cache: [
    'method-caching',
    '.lab-cache',
    async (view) => void (await expect(view.getByRole('row')).not.toHaveCount(0)),
  ],
  channels: [
    'channel-reuse',
    '.lab-cache',
    async (view) => void (await expect(view.getByRole('row').nth(17)).toBeVisible()),
  ],
  frames: [
    'channel-reuse',
    '.lab-wire',
    async (view, sandbox) => {
      await expect(view.getByRole('option').nth(20)).toBeVisible();
      await sandbox.press('Stop');
      await view.getByRole('listbox').press('Home');
      for (let i = 0; i < 6; i++) await view.getByRole('listbox').press('ArrowDown');
    },
  ],
  snapshots: [
    'the-leak',
    '.lab-snapshots',
    async (view) => {
      const take = view.locator('.lab-snapshots-bar button').first();
      for (let taken = 1; taken <= 2; taken++) {
        await take.click();
        await expect(view.locator('.open-dumps li')).toHaveCount(taken);
      }
      await view.locator('th button', { hasText: /^Method$/ }).click();
      await expect(view.locator('.ways .way').first()).toBeVisible();
    },
  ],
};
type Fill = (view: Locator, sandbox: SandboxPage) => Promise<void>;

for (const [name, [lesson, part, fill]] of Object.entries(views))
  for (const language of ['en', 'zh-cn'] satisfies Language[]) {
    test(
      `axe finds nothing in ${name} (${language}), light and dark, from a telephone’s width to a wide screen’s`,
      {
        tag: '@on-demand',
      },
      async ({ page }, test) => {
        const sandbox = await SandboxPage.open(page, lesson, '?runtime=local', '', language);
        const { chart } = sandbox.strings;
        await sandbox.root
          .getByRole('button', { name: chart[name === 'channels' ? 'cache' : (name as 'frames')], exact: true })
          .click();
        const view = sandbox.root.locator(part);
        await view.waitFor();
        await sandbox.press('Run');
        await fill(view, sandbox);
        if ((await sandbox.root.getAttribute('data-state')) === 'running') await sandbox.press('Stop');
        await sandbox.state('idle');
        await looksWell(page, view, part, (look) => test.outputPath(`${look}.png`));
      },
    );
  }

/** In either scheme and at every width: axe finds nothing, the page is no wider than the window, and beside its text a sandbox ends with the view. */
async function looksWell(page: Page, view: Locator, part: string, file: (look: string) => string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 1000 });
      await view.scrollIntoViewIfNeeded();
      await view.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      expect(await findings(page, { part }), `${colorScheme}, ${width} px`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (width >= 1280) expect(await view.evaluate(below)).toBeLessThanOrEqual(1);
      await page.screenshot({ path: file(`${colorScheme}-${width}`) });
    }
  }
}

/** How far what holds a panel can be scrolled beyond it. */
function below(panel: Element): number {
  const live = panel.closest('.sandbox-live')!;
  const end = panel.getBoundingClientRect().bottom - live.getBoundingClientRect().top + live.scrollTop;
  return live.scrollHeight - Math.max(end, live.clientHeight);
}

import { expect, test as base, type Page } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findings, type Finding } from './support/accessible.ts';
import { letIn } from './support/key.ts';
import { SandboxPage } from './support/sandbox-page.ts';
import { root } from './support/templates.ts';
import { weigh, weightOf } from './support/weight.ts';

const pages = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html') && !file.startsWith('_astro'))
  .map((file) => `/${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`)
  .toSorted();

/** One page of a worker goes from each to the next: to make a browser's profile and a process for each takes longer than to look at it. */
const test = base.extend<Record<never, never>, { visitor: Page }>({
  visitor: [
    async ({ browser }, use, { project }) => {
      const page = await browser.newPage({ baseURL: project.use.baseURL! });
      await use(page);
      await page.context().close();
    },
    { scope: 'worker' },
  ],
});

/** What axe finds in the page, or a part of it, in both colour schemes. Between them only contrast differs. */
async function inBoth(page: Page, part = 'html'): Promise<Finding[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const found = await findings(page, { part });
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...found, ...(await findings(page, { part, rules: ['color-contrast'] }))];
}

for (const path of pages) {
  // Twins have the same build: of the Chinese lessons and of the sandboxes alone, one is always looked at.
  const tag =
    /^\/(zh-cn\/lessons|(zh-cn\/)?embed)\//.test(path) && !path.includes('method-caching') ? ['@on-demand'] : [];
  test(`axe finds nothing on ${path}`, { tag }, async ({ visitor }) => {
    await visitor.emulateMedia({ colorScheme: 'light' });
    await visitor.goto(path);
    // A page and its twin have the same colours.
    expect(await (path.startsWith('/zh-cn/') ? findings(visitor) : inBoth(visitor))).toEqual([]);
  });
}

/** Opened on a wide screen the sandbox moves beside the text, which is what the click asks for; elsewhere it opens in its own place. */
const windows = [
  { width: 1280, moved: 'but for the move that the click asks for', counts: 'unasked' },
  { width: 1100, moved: 'at all', counts: 'every' },
] as const;
for (const { width, moved, counts } of windows) {
  test(`opening a sandbox and running it does not shift the page ${moved}, ${width} px wide; axe finds nothing then`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await letIn(page, '/lessons/method-caching/');
    await page.evaluate((unasked) => {
      const shifts = { total: 0 };
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
          if (!unasked || !entry.hadRecentInput) shifts.total += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    }, counts === 'unasked');
    const sandbox = SandboxPage.of(page, 'method-caching');
    await sandbox.press('Open sandbox');
    await sandbox.state('idle');
    const isWide = counts === 'unasked';
    if (isWide) expect(await inBoth(page)).toEqual([]);
    await sandbox.press('Run');
    await sandbox.verdict('leaking');
    const total = await page.evaluate(() => (window as unknown as { shifts: { total: number } }).shifts.total);
    expect(total).toBeLessThan(0.02);
    if (!isWide) return;
    expect(await inBoth(page, '[data-sandbox]')).toEqual([]);
    await sandbox.press('Stop');
    await sandbox.press('Solution');
    expect(await inBoth(page, '[data-sandbox]')).toEqual([]);
  });
}

for (const path of pages.filter((path) => path.includes('/lessons/'))) {
  const tag = path.startsWith('/zh-cn/') ? [] : ['@on-demand'];
  test(`${path}, unopened, is at most 5 kB of script and 45 kB in all, compressed`, { tag }, async ({ visitor }) => {
    const { script, all, files } = await weigh(visitor, path);
    expect(script, files.join('\n')).toBeGreaterThan(0);
    expect(script, files.join('\n')).toBeLessThanOrEqual(5000);
    expect(all, files.join('\n')).toBeLessThanOrEqual(45_000);
  });
}

for (const language of ['en', 'zh-cn'] as const) {
  const tag = language === 'en' ? [] : ['@on-demand'];
  test(`a sandbox that is opened in the tab (${language}), and its first run, are at most 416 kB, compressed`, {
    tag,
  }, async ({ page }) => {
    await page.goto(`${language === 'en' ? '' : '/zh-cn'}/lessons/method-caching/?runtime=tab`);
    await page.waitForLoadState('networkidle');
    const sandbox = SandboxPage.of(page, 'method-caching', language);
    const { all, files } = await weightOf(page, async () => {
      await sandbox.press('Open sandbox');
      await sandbox.state('idle');
      await sandbox.press('Run');
      await sandbox.verdict('leaking');
    });
    expect(files.join('\n')).toMatch(/tab-guest/);
    expect(all, files.join('\n')).toBeLessThanOrEqual(416_000);
  });
}

test('a lesson reads in full without JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL}/lessons/method-caching/`);
  await expect(page.getByText('MagicOnionClient.create').first()).toBeVisible();
  await expect(page.getByText('magiconion/channel.ts').first()).toBeVisible();
  await context.close();
});

for (const [path, hint] of [
  ['/lessons/method-caching/', 'Hint 3'],
  ['/zh-cn/lessons/find-it-yourself/', '提示 3'],
] as const) {
  test(`${path} on paper: the text, the reader's file and everything unfolded, but no buttons and no page after page of the port`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    await page.goto(path);
    await expect(page.locator('.sandbox-source pre')).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.locator('.hint', { hasText: hint }).filter({ visible: true }).locator('> div')).toBeVisible();
    await expect(page.locator('[data-recording] table')).toBeVisible();
    await expect(page.locator('.sandbox-port', { hasText: 'magiconion/channel.ts' })).toBeVisible();
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toMatch(/^rgb\(([0-7]?\d), /);
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const sheets = pdf.match(/\/Type\s*\/Page\b/g)!.length;
    expect(sheets).toBeGreaterThan(2);
    expect(sheets).toBeLessThanOrEqual(11);
  });
}

import { chromium, expect, type Page } from '@playwright/test';
import { browserFlags, requireBrowser } from './browser.ts';
import { onFastLine } from './support/line.ts';
import { patience, SandboxPage } from './support/sandbox-page.ts';
import { isolation, staticSite } from './support/static-site.ts';
import { calls, open, programFrames, run, test, works } from './support/tab-page.ts';
import { solutionOf } from './support/templates.ts';

const exercises = ['channel-reuse', 'method-caching', 'with-options'];

/**
 * Takes away what a browser shows of a heap, in the guest's own script before all else: an init script may come to a frame in a process of its
 * own when the guest has already looked.
 */
const hideBytes = (page: Page) =>
  page.route(/\/tab-guest\.[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete Performance.prototype.memory;${await response.text()}` });
  });

for (const exercise of exercises) {
  test(`${exercise}: leaks and is cured without a network`, { tag: '@measures' }, async ({ page, site, context }) => {
    const sandbox = await open(page, exercise, site);
    await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
    await context.setOffline(true);
    await sandbox.leaksAndIsCured();
    expect(Object.keys((await sandbox.samples()).at(-1)!)).toContain('Heap used');
    // The page is not isolated, so the browser itself measures nothing, and nothing is said of it.
    await expect(sandbox.root.locator('[data-measured]')).toHaveCount(0);
  });

  const tag = exercise === 'method-caching' ? ['@measures'] : ['@measures', '@on-demand'];
  test(`${exercise}: leaks and is cured where the browser shows no bytes`, { tag }, async ({ page, site }) => {
    await hideBytes(page);
    const sandbox = await open(page, exercise, site);
    await sandbox.leaksAndIsCured();
    expect(Object.keys((await sandbox.samples()).at(-1)!)).not.toContain('Heap used');
  });
}

test('is what a page without the local runtime falls back on', async ({ page, site }) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '', site.base);
  await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
});

test('fetches nothing of itself before the sandbox is opened, and afterwards nothing but what edits take', async ({
  page,
  site,
}) => {
  const ofTheTab = () =>
    site.requested.filter((path) => /\/tab[.-]/.test(path)).map((path) => /tab-?\w*/.exec(path)![0]);
  await onFastLine(page);
  await page.goto(`${site.base}/lessons/method-caching/?runtime=tab`, { waitUntil: 'networkidle' });
  expect(ofTheTab()).toEqual([]);
  const sandbox = await open(page, 'method-caching', site);
  expect(ofTheTab().toSorted()).toEqual(['tab', 'tab-enclosure', 'tab-guest']);
  const before = site.requested.length;
  await sandbox.press('Run');
  await sandbox.verdict('leaking');
  // A course's own texts need no compiler.
  expect(site.requested.slice(before)).toEqual([]);
  await works(sandbox);
  await works(sandbox);
  const ofEdits = /\/(compile|language-connection|typescript-server|worker)[.-]/;
  expect(site.requested.slice(before).filter((path) => !ofEdits.test(path))).toEqual([]);
});

test('an edit that finds no network waits for it, and is run as soon as it is back', async ({
  page,
  site,
  context,
}) => {
  const sandbox = await open(page, 'method-caching', site);
  await context.setOffline(true);
  await sandbox.write(`console.log('of mine: ' + (6 as number) * 7);\nsetInterval(() => {}, 1000);`);
  await sandbox.press('Run');
  const { reason, text } = await sandbox.trouble();
  expect(reason).toBe('no-compiler');
  expect(text).toContain('network');
  // The code is not at fault, and nothing was printed.
  expect(text).not.toContain('client.ts');
  await expect(sandbox.root.locator('.cm-lintRange-error')).toHaveCount(0);
  await expect(sandbox.root.locator('.lab-lines').first()).not.toContainText('undefined');
  await context.setOffline(false);
  await sandbox.press('Run');
  await expect(sandbox.root.locator('.lab-lines').first()).toContainText('of mine: 42');
  await sandbox.press('Stop');
  await context.setOffline(true);
  await sandbox.write(`console.log('of mine: ' + (6 as number) * 8);\nsetInterval(() => {}, 1000);`);
  await sandbox.press('Run');
  await expect(sandbox.root.locator('.lab-lines').first()).toContainText('of mine: 48');
});

test('while the compiler is on its way all goes on but an edited program, which can be stopped and runs once it is there', async ({
  page,
  site,
}) => {
  const arrives = Promise.withResolvers<void>();
  await page.route(/\/compile\.[^/]+\.js$/, async (route) => {
    await arrives.promise;
    await route.continue();
  });
  let sandbox = await open(page, 'method-caching', site);
  await sandbox.write(`console.log('of mine: ' + (6 as number) * 7);\nsetInterval(() => {}, 1000);`);
  await sandbox.press('Run');
  await sandbox.state('running');
  await sandbox.press('Stop');
  await sandbox.state('idle');
  // Opened anew, with the edit in it.
  sandbox = await open(page, 'method-caching', site);
  await sandbox.press('Run');
  await sandbox.state('running');
  arrives.resolve();
  await expect(sandbox.root.locator('.lab-lines').first()).toContainText('of mine: 42');
});

test('runs on a page that is isolated from other origins, where the browser itself confirms the floor', {
  tag: '@measures',
}, async ({ page }) => {
  await using site = await staticSite(isolation);
  const sandbox = await open(page, 'method-caching', site);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  // That the program asks for its memory all the time does not spoil the figure after a collection.
  await run(sandbox, `setInterval(() => process.memoryUsage(), 5);\n${solutionOf('method-caching')}`);
  // The browser is asked each time that a reader opens "Why?".
  const why = sandbox.root.locator('.lab-why > summary');
  const ratio = async (): Promise<number> => {
    await why.click();
    const text = await sandbox.root.locator('[data-measured]').innerText({ timeout: 60_000 });
    await why.click();
    const [, measured, floor] = /measured ([\d.]+) MB .* has ([\d.]+) MB/.exec(text)!.map(Number);
    return measured! / floor!;
  };
  // The same heap by two ways, at about the same moment, once the program has warmed up; the workers' would be as much again.
  await expect.poll(async () => Math.abs((await ratio()) - 1), { timeout: 60_000 }).toBeLessThan(0.3);
  await sandbox.press('Stop');
  await sandbox.state('idle');
});

test('files import each other in a circle, and at run time', async ({ page, site }) => {
  const sandbox = await open(page, 'method-caching', site);
  await sandbox.root.getByRole('tab', { name: 'service.ts', exact: true }).click();
  await sandbox.write(`import { defineService, unary } from './magiconion/service.ts';
import { int32 } from './magiconion/types.ts';
import { ask } from './client.ts';
export const IMyFirstService = defineService('IMyFirstService', { SumAsync: unary([int32, int32], int32) });
export const answer = () => ask('again');`);
  await sandbox.root.getByRole('tab', { name: 'client.ts', exact: true }).click();
  await run(
    sandbox,
    `import { answer } from './service.ts';
export function ask(when: string): string { return 'asked ' + when; }
setTimeout(async () => {
  const { default: net } = await import('node:' + 'net');
  const own = await import('./serv' + 'ice.ts');
  console.log(answer(), own.answer === answer, net.isIP('::1'), import.meta.url);
  await import('./nowhere.ts').catch((error: { code: string }) => console.log(error.code));
});
setInterval(() => undefined, 1000);`,
  );
  const log = sandbox.root.getByRole('log', { name: /client/i });
  await expect(log).toContainText('asked again true 6 file:///client.ts', { timeout: patience });
  await expect(log).toContainText('ERR_MODULE_NOT_FOUND');
  await sandbox.press('Stop');
});

test('what is made ready before Run has run nothing, and runs once', async ({ page, site }) => {
  const text = `import './service.ts';
console.log('ran', globalThis.runs = (globalThis.runs ?? 0) + 1);
setInterval(() => undefined, 1000);`;
  const kept = JSON.stringify({ version: 1, savedAt: 1, edits: { 'client.ts': text }, previous: null });
  await page.addInitScript((work) => localStorage.setItem('leak-lab:sandbox:method-caching', work), kept);
  const sandbox = await open(page, 'method-caching', site);
  const log = sandbox.root.getByRole('log', { name: /client/i });
  for (let round = 0; round < 2; round++) {
    await sandbox.press('Run');
    await expect(log).toHaveText('ran 1', { timeout: patience });
    await sandbox.press('Stop');
    await sandbox.state('idle');
  }
});

test('a sandbox that is closed while it boots leaves nothing behind', async ({ page, site }) => {
  await page.goto(`${site.base}/lessons/method-caching/?runtime=tab`);
  const root = page.locator('[data-sandbox="method-caching"]');
  await root.getByRole('button', { name: 'Open sandbox' }).click();
  await expect(root).toHaveAttribute('data-state', 'booting');
  await root.getByRole('button', { name: 'Close sandbox' }).click();
  await expect(root).toHaveAttribute('data-state', 'closed');
  await expect.poll(() => programFrames(page).count()).toBe(0);
});

test('twenty runs leave one frame, that of the next', async ({ page, site }) => {
  const sandbox = await open(page, 'method-caching', site);
  for (let round = 0; round < 20; round++) {
    await sandbox.press('Run');
    await sandbox.state('running');
    await sandbox.press('Stop');
    await sandbox.state('idle');
  }
  await expect.poll(() => programFrames(page).count()).toBe(1);
  await sandbox.press('Close sandbox');
  await expect.poll(() => programFrames(page).count()).toBe(0);
});

test('what an extension of the browser puts in every frame ends nothing', async ({ page, site }) => {
  const sandbox = await open(page, 'method-caching', site);
  await calls(sandbox);
  for (const frame of page.frames().slice(1)) {
    await frame.evaluate(() =>
      document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { color: red }' })),
    );
  }
  const before = await sandbox.stat('calls');
  await sandbox.called(before + 500);
  await expect(sandbox.root.getByRole('log', { name: /client/i })).not.toContainText('blocked');
  await sandbox.press('Stop');
  await sandbox.state('idle');
});

test('goes on in the background, and when the reader comes back', { tag: '@measures' }, async ({
  page,
  site,
  context,
}) => {
  const sandbox = await open(page, 'method-caching', site);
  await calls(sandbox);
  const other = await context.newPage();
  await other.goto('about:blank');
  await other.bringToFront();
  const before = await sandbox.stat('calls');
  await sandbox.called(before + 1000);
  await other.close();
  await page.bringToFront();
  await sandbox.state('running');
  await sandbox.called((await sandbox.stat('calls')) + 1000);
  expect(await sandbox.root.getAttribute('data-verdict')).not.toBe('leaking');
  expect(await sandbox.checkThrough()).toBe('solved');
  await sandbox.state('idle');
});

test('a page that comes back from the back/forward cache runs again', async ({ site }) => {
  // A test browser goes without that cache unless told otherwise.
  const browser = await chromium.launch({
    executablePath: requireBrowser(),
    args: browserFlags,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  const page = await browser.newPage();
  await page.addInitScript(() =>
    addEventListener('pageshow', ({ persisted }) => (document.documentElement.dataset.persisted = String(persisted))),
  );
  const sandbox = await open(page, 'method-caching', site);
  await sandbox.press('Run');
  await sandbox.called();
  await page.goto(`${site.base}/glossary/`);
  await page.evaluate(() => history.back());
  await expect(page.locator('html')).toHaveAttribute('data-persisted', 'true');
  await sandbox.state('idle');
  await works(sandbox);
  await browser.close();
});

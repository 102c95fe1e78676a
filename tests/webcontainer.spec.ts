import { chromium, expect } from '@playwright/test';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { browserFlags, requireBrowser } from './browser.ts';
import { remoteEnd, useRemote } from './fake-webcontainer/remote-end.ts';
import { patience, SandboxPage } from './support/sandbox-page.ts';
import { isolation, siteFolder, staticSite } from './support/static-site.ts';
import { exercises } from './support/templates.ts';
import { walkAsTold, walks } from './support/walk.ts';
import { open, runs, stops, test } from './support/webcontainer-page.ts';
import { buildWithoutWebcontainers } from './support/without-webcontainers.ts';

for (const exercise of exercises) {
  const tag = exercise === 'method-caching' ? walks.always : walks.onDemand;
  test(`${exercise}: fails as given, and its solution passes`, { tag }, async ({ page, site, remote }) => {
    const sandbox = await open(page, exercise, site);
    await expect(sandbox.root).toHaveAttribute('data-runtime', 'webcontainer');
    await walkAsTold(sandbox, exercise);
    expect(remote.loads).toHaveLength(1);
  });
}

test('what was tried out in it is told, and the chart shows bytes where they follow', async ({
  page,
  site,
  remote: _,
}) => {
  const sandbox = await open(page, 'method-caching', site);
  await runs(sandbox);
  expect(Object.keys((await sandbox.samples()).at(-1)!)).toContain('Heap used');
  await sandbox.root.getByRole('button', { name: /^Runs on:/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('[data-fact=node]')).toContainText(process.version.slice(1));
  await expect(dialog.locator('[data-fact=http2-fault]')).toContainText('no default settings');
});

test('where the figure of the heap is made up, the chart shows live objects, and tells a leak from its cure', {
  tag: '@measures',
}, async ({ page, site, remote }) => {
  remote.faults = { heap: 'fixed' };
  const sandbox = await open(page, 'method-caching', site);
  await sandbox.leaksAndIsCured();
  expect(Object.keys((await sandbox.samples()).at(-1)!)).not.toContain('Heap used');
});

test('logs are the program’s alone, and an error that nobody caught is told with its place', async ({
  page,
  site,
  remote: _,
}) => {
  const sandbox = await open(page, 'method-caching', site);
  await sandbox.write(`import { sum } from './nowhere.ts';`);
  await sandbox.press('Run');
  expect((await sandbox.trouble()).reason).toBe('missing-module');
  await sandbox.write(`console.log('one', { two: 2 });\nconsole.error('drei ü');\nthrow new TypeError('four');`);
  await sandbox.press('Run');
  await expect(sandbox.root.locator('[data-reason=uncaught-error]')).toContainText('client.ts:3', {
    timeout: patience,
  });
  const log = sandbox.root.getByRole('log', { name: /client/i });
  for (const line of ['one { two: 2 }', 'drei ü', 'client.ts:3']) await expect(log).toContainText(line);
  expect(await log.innerText()).not.toMatch(/"type":|ExperimentalWarning|\/lab\//);
});

test('Stop and closing leave no process and no frame, and a sandbox opened again boots another', async ({
  page,
  site,
  remote,
}) => {
  const sandbox = await open(page, 'method-caching', site);
  const idle = remote.running();
  await sandbox.write('for (;;);');
  await sandbox.press('Run');
  await expect.poll(remote.running).toBe(idle + 2);
  await stops(sandbox);
  await expect.poll(remote.running).toBe(idle);
  await sandbox.press('Close sandbox');
  await expect.poll(remote.running).toBe(0);
  await expect(page.locator('body > iframe')).toHaveCount(0);
  await sandbox.press('Open sandbox');
  await sandbox.state('idle');
  await sandbox.press('Reset');
  await runs(sandbox);
  await stops(sandbox);
});

test('two sandboxes of a page run at once in one container', async ({ page, site, remote }) => {
  const one = await open(page, 'in-production', site);
  const other = SandboxPage.of(page, 'capstone');
  await other.press('Open sandbox');
  await other.state('idle');
  // One after the other: a page has one mouse.
  await runs(one);
  await runs(other);
  await one.press('Close sandbox');
  const before = await other.stat('calls');
  await other.called(before, 15_000);
  expect(remote.loads).toHaveLength(1);
});

test('a page that comes back from the back/forward cache runs again', async ({ host, site }) => {
  await using remote = await remoteEnd();
  const browser = await chromium.launch({
    executablePath: requireBrowser(),
    args: browserFlags,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  const context = await browser.newContext();
  await useRemote(context, remote, host);
  const page = await context.newPage();
  await page.addInitScript(() =>
    addEventListener('pageshow', ({ persisted }) => (document.documentElement.dataset.persisted = String(persisted))),
  );
  const sandbox = await open(page, 'method-caching', site);
  await runs(sandbox);
  await page.goto(`${site}/glossary/`);
  await expect.poll(remote.running).toBe(0);
  await page.evaluate(() => setTimeout(() => history.back()));
  await expect(page.locator('html')).toHaveAttribute('data-persisted', 'true');
  await sandbox.state('idle');
  await runs(sandbox);
  await browser.close();
});

test('nothing is asked of a third party before the learner acts, and then only of the frame’s host', async ({
  page,
  site,
  down: _,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const foreign = () =>
    asked.filter((url) => !url.startsWith(site) && !url.startsWith('blob:') && !url.startsWith('data:'));
  await page.goto(`${site}/lessons/method-caching/`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Open sandbox' }).hover();
  expect(foreign()).toEqual([]);
  await page.getByRole('button', { name: 'Open sandbox' }).click();
  await expect.poll(foreign).not.toEqual([]);
  expect(new Set(foreign().map((url) => new URL(url).origin))).toEqual(new Set(['https://stackblitz.com']));
});

test('a site built without it asks nothing of a third party, even of a learner who once picked it', async ({
  page,
  down: _,
}) => {
  // `npm test` has built it while the unit tests waited.
  const built = process.env.WITHOUT_WEBCONTAINERS;
  const folder = built ?? mkdtempSync(join(tmpdir(), 'leak-lab-site-'));
  if (!built) {
    test.slow();
    await buildWithoutWebcontainers(folder);
  }
  expect(readdirSync(join(folder, '_astro')).filter((file) => file.startsWith('webcontainer'))).toEqual([]);
  await using site = await staticSite(isolation, folder);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.addInitScript(() => localStorage.setItem('leak-lab:runtime', 'webcontainer'));
  const sandbox = await SandboxPage.open(page, 'method-caching', '', site.base);
  await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
  await runs(sandbox);
  expect(asked.filter((url) => !url.startsWith(site.base) && !/^(?:blob|data|about):/.test(url))).toEqual([]);
  if (!built) rmSync(folder, { recursive: true });
});

test('what is mounted is at most 300 kB as served with gzip', () => {
  const folder = join(siteFolder, '_astro');
  const [tree] = readdirSync(folder).filter((file) => file.startsWith('webcontainer-tree.'));
  expect(gzipSync(readFileSync(join(folder, tree!))).length).toBeLessThanOrEqual(300_000);
});

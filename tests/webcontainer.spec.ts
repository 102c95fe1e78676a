import { chromium, expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { browserFlags, requireBrowser } from './browser.ts';
import { remoteEnd, useRemote } from './fake-webcontainer/remote-end.ts';
import { SandboxPage } from './support/sandbox-page.ts';
import { isolation, siteFolder, staticSite } from './support/static-site.ts';
import { exercises, root, solutionOf } from './support/templates.ts';
import { walkAsTold, walks } from './support/walk.ts';

// Against a fake of the remote end: tests/fake-webcontainer/README.md says what that shows and what it does not.

type Remote = Awaited<ReturnType<typeof remoteEnd>>;

/** Hosts of the real service that cannot be reached, by the end of their names. */
type Down = Set<string>;

const test = base.extend<{ host: Awaited<ReturnType<typeof staticSite>>; site: string; remote: Remote; down: Down }>({
  host: async ({}, use) => {
    await using host = await staticSite(isolation);
    await use(host);
  },
  site: ({ host }, use) => use(host.base),
  down: async ({ context }, use) => {
    const down: Down = new Set();
    await standIn(context, down);
    await use(down);
  },
  remote: async ({ context, host }, use) => {
    await using remote = await remoteEnd();
    await useRemote(context, remote, host);
    await use(remote);
  },
});

/** Answers in place of the real service's hosts; but for those that are down. */
async function standIn(context: BrowserContext, down: Down): Promise<void> {
  await context.route(/^https:/, (route) => {
    const { hostname } = new URL(route.request().url());
    if ([...down].some((end) => hostname.endsWith(end))) return route.abort('addressunreachable');
    return route.fulfill({ status: 204, headers: { 'Cross-Origin-Resource-Policy': 'cross-origin' } });
  });
}

const open = (page: Page, exercise: string, site: string) =>
  SandboxPage.open(page, exercise, '?runtime=webcontainer', site);

/** Opens a sandbox that takes the first runtime that comes up, and lets whatever keeps one from it pass its time-out. */
async function openAny(page: Page, site: string): Promise<SandboxPage> {
  await page.clock.install();
  await page.goto(`${site}/lessons/method-caching/`);
  const sandbox = SandboxPage.of(page, 'method-caching');
  await sandbox.press('Open sandbox');
  return sandbox;
}

async function runs(sandbox: SandboxPage): Promise<void> {
  await sandbox.press('Run');
  // Until it boots, the page shows the figures of the run before.
  await sandbox.state('running');
  await expect.poll(() => sandbox.stat('calls'), { timeout: 30_000 }).toBeGreaterThan(0);
}

async function stops(sandbox: SandboxPage): Promise<void> {
  await sandbox.press('Stop');
  await sandbox.state('idle');
}

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
  await expect(sandbox.root.locator('[data-reason=uncaught-error]')).toContainText('client.ts:3', { timeout: 30_000 });
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
  await expect.poll(() => other.stat('calls')).toBeGreaterThan(before);
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

/** What keeps a container from coming up: how, the step that has to pass its time-out where one has to, and the cause that the page should name. */
const faults: {
  name: string;
  set(remote: Remote, down: Down): void;
  waits: RegExp | null;
  reason: string;
  says?: RegExp;
}[] = [
  {
    name: 'a frame that never speaks',
    set: (remote) => (remote.faults = { init: 'never' }),
    waits: /^Loading/,
    reason: 'storage-blocked',
  },
  {
    name: 'a boot that neither ends nor fails',
    set: (remote) => (remote.faults = { build: 'hangs' }),
    waits: /^Booting/,
    reason: 'boot-timeout',
  },
  {
    name: 'memory that ran out',
    set: (remote) => (remote.faults = { build: 'WebAssembly.Memory(): could not allocate memory' }),
    waits: null,
    reason: 'out-of-memory',
  },
  {
    name: 'a version that is refused',
    set: (remote) => (remote.faults = { build: 'Unsupported client version' }),
    waits: null,
    reason: 'version-refused',
  },
  {
    name: 'a licence that is asked for',
    set: (remote) => (remote.faults = { build: 'Unauthorized: no licence for this origin' }),
    waits: null,
    reason: 'unlicensed',
  },
  {
    name: 'an error that nobody foresaw',
    set: (remote) => (remote.faults = { build: 'p is not a constructor' }),
    waits: null,
    reason: 'boot-failed',
    says: /p is not a constructor/,
  },
  ...['staticblitz.com', 'w-corp-staticblitz.com', 'webcontainer.io'].map((host) => ({
    name: `${host} that cannot be reached`,
    set: (remote: Remote, down: Down) => {
      remote.faults = { build: 'hangs' };
      down.add(host === 'staticblitz.com' ? '.staticblitz.com' : host);
    },
    waits: /^Booting/,
    reason: 'hosts-unreachable',
    says: new RegExp(`: (?:\\*\\.)?${host.replaceAll('.', '\\.')}\\. `),
  })),
];

test('whatever keeps it from coming up is told by its cause, the tab takes over, the edits stay, and Try again tries again', async ({
  page,
  site,
  remote,
  down,
}) => {
  let sandbox: SandboxPage | null = null;
  for (const [round, { name, set, waits, reason, says }] of faults.entries()) {
    await test.step(name, async () => {
      remote.faults = {};
      down.clear();
      set(remote, down);
      if (sandbox) await sandbox.press('Try again');
      else {
        sandbox = await openAny(page, site);
        await sandbox.write('// mine');
      }
      await expect.poll(() => remote.loads.filter((url) => url.includes('coep')).length).toBeGreaterThan(round);
      if (waits) {
        await expect(sandbox.root.locator('[aria-current=step]')).toHaveText(waits);
        await page.clock.fastForward('01:00');
      }
      const note = sandbox.root.locator(`[data-reason=${reason}]`);
      await expect(note).toBeVisible({ timeout: 15_000 });
      if (says) await expect(note).toContainText(says);
      await sandbox.state('idle');
      await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
      await expect(sandbox.editor).toContainText('// mine');
      await expect(page.locator('iframe[src*="headless"]')).toHaveCount(0);
    });
  }

  remote.faults = {};
  await sandbox!.press('Try again');
  await sandbox!.state('idle');
  await expect(sandbox!.root).toHaveAttribute('data-runtime', 'webcontainer');
  await expect(sandbox!.editor).toContainText('// mine');
  await sandbox!.write(solutionOf('method-caching'));
  await runs(sandbox!);
});

test('stackblitz.com that cannot be reached is told at once', async ({ page, site, down }) => {
  down.add('stackblitz.com');
  const sandbox = await openAny(page, site);
  await sandbox.state('idle');
  await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
  await expect(sandbox.root.locator('[data-reason=hosts-unreachable]')).toContainText(': stackblitz.com.');
});

test('a browser that keeps storage from the frames of other sites is told so', async ({
  page,
  site,
  remote,
  down: _,
}) => {
  // Under another name the remote end is another site, and a browser's private window, which a test's is, blocks its cookies and storage.
  // The remote end hears of it before the frame has gone there.
  const gone = page.waitForEvent('framenavigated', (frame) => frame.url().includes('/headless'));
  const sandbox = await openAny(page, site.replace('127.0.0.1', 'localhost'));
  const frame = await gone;
  expect(remote.loads).toHaveLength(1);
  await expect(frame.evaluate(() => localStorage.length)).rejects.toThrow('SecurityError');
  await page.clock.fastForward('01:00');
  await sandbox.state('idle');
  await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
  await expect(sandbox.root.locator('[data-reason=storage-blocked]')).toBeVisible();
});

test('a page that is not isolated is told so, and asks nothing of anyone', async ({ page, remote }) => {
  await using site = await staticSite();
  await page.goto(`${site.base}/lessons/method-caching/?runtime=webcontainer`);
  const sandbox = SandboxPage.of(page, 'method-caching');
  await sandbox.press('Open sandbox');
  expect((await sandbox.trouble()).reason).toBe('not-isolated');
  expect(remote.loads).toEqual([]);
});

test('a frame that is late is waited for', async ({ page, site, remote, down: _ }) => {
  remote.faults = { init: 'late' };
  const sandbox = await openAny(page, site);
  await expect.poll(() => remote.loads.length).toBe(1);
  await page.clock.fastForward('00:15');
  remote.release();
  await sandbox.state('idle');
  await expect(sandbox.root).toHaveAttribute('data-runtime', 'webcontainer');
  await runs(sandbox);
});

test('a process lost in the middle of a run is told, and Run starts it again', async ({ page, site, remote }) => {
  const sandbox = await open(page, 'method-caching', site);
  // Of a server whose end nobody tells, the client's own words come first.
  for (const { program, reason, says } of [
    { program: 'client.ts', reason: 'killed', says: /client\.ts/ },
    { program: 'server.ts', reason: 'uncaught-error', says: /"Unavailable"/ },
  ]) {
    await runs(sandbox);
    remote.lose(program);
    const note = sandbox.root.locator(`[data-reason=${reason}]`);
    await expect(note).toContainText(says, { timeout: 15_000 });
    await sandbox.state('idle');
  }
  await runs(sandbox);
});

const losses: Record<string, (page: Page, remote: Remote) => unknown> = {
  'a container that goes': (_, remote) => remote.close(),
  'a frame that is taken out of the page': (page) =>
    page.locator('iframe[src*="headless"]').evaluate((frame) => frame.remove()),
};
for (const [name, lose] of Object.entries(losses)) {
  test(`${name} in the middle of a run is told, the edits stay, and Run boots another`, async ({
    page,
    site,
    remote,
  }) => {
    const sandbox = await open(page, 'method-caching', site);
    await sandbox.write(`// mine\n${solutionOf('method-caching')}`);
    await runs(sandbox);
    await lose(page, remote);
    expect((await sandbox.trouble()).reason).toBe('container-lost');
    await sandbox.state('failed');
    await expect(sandbox.editor).toContainText('// mine');
    await runs(sandbox);
    expect(remote.loads).toHaveLength(2);
  });
}

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
  test.slow(); // a whole site is built
  const folder = mkdtempSync(join(tmpdir(), 'leak-lab-site-'));
  execFileSync(process.execPath, [join(root, 'node_modules/astro/bin/astro.mjs'), 'build', '--outDir', folder], {
    cwd: root,
    env: { ...process.env, SITE_RUNTIMES: 'local,tab', SITE_CSHARP: '0', SITE_URL: undefined, SITE_BASE: undefined },
    stdio: 'pipe',
  });
  expect(readdirSync(join(folder, '_astro')).filter((file) => file.startsWith('webcontainer'))).toEqual([]);
  await using site = await staticSite(isolation, folder);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.addInitScript(() => localStorage.setItem('leak-lab:runtime', 'webcontainer'));
  const sandbox = await SandboxPage.open(page, 'method-caching', '', site.base);
  await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
  await runs(sandbox);
  expect(asked.filter((url) => !url.startsWith(site.base) && !/^(?:blob|data|about):/.test(url))).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('what is mounted is at most 300 kB as served with gzip', () => {
  const folder = join(siteFolder, '_astro');
  const [tree] = readdirSync(folder).filter((file) => file.startsWith('webcontainer-tree.'));
  expect(gzipSync(readFileSync(join(folder, tree!))).length).toBeLessThanOrEqual(300_000);
});

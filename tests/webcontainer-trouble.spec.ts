import { chromium, expect, type Page } from '@playwright/test';
import { browserFlags, requireBrowser } from './browser.ts';
import { SandboxPage } from './support/sandbox-page.ts';
import { staticSite } from './support/static-site.ts';
import { solutionOf } from './support/templates.ts';
import { open, openAny, runs, test, type Down, type Remote } from './support/webcontainer-page.ts';

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
  const note = sandbox.root.locator('[data-reason=hosts-unreachable]');
  await expect(note).toContainText(': stackblitz.com.');
  await note.getByRole('button', { name: 'Dismiss' }).press('Enter');
  await expect(note).toHaveCount(0);
  await expect(sandbox.root.getByRole('region', { name: 'Code', exact: true })).toBeFocused();
});

/** In a whole browser: one without windows keeps no storage from anybody. */
const testInWhole = test.extend({
  context: async ({}, use) => {
    const browser = await chromium.launch({ executablePath: requireBrowser(), args: browserFlags });
    await use(await browser.newContext());
    await browser.close();
  },
});

testInWhole(
  'a browser that keeps storage from the frames of other sites is told so',
  async ({ page, site, remote, down: _ }) => {
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
  },
);

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

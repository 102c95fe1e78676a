import { expect } from '@playwright/test';
import { worksByKeyboard } from '../support/by-keyboard.ts';
import { openInCsharp } from '../support/csharp-page.ts';
import { failingPrograms, failsAndGoesOn } from '../support/failing-programs.ts';
import { SandboxPage } from '../support/sandbox-page.ts';
import { isolation, staticSite } from '../support/static-site.ts';
import { calls, open, programFrames, run, test as base, works } from '../support/tab-page.ts';
import { clientHead as client } from '../support/templates.ts';
import { findsNoWayOut } from '../support/ways-out.ts';

/** The site writes no errors to the console. Programs that go wrong are another matter: the browser tells of them too. */
const test = base.extend<{ isSilent: boolean; silence: void }>({
  isSilent: [true, { option: true }],
  silence: [
    async ({ page, isSilent }, use) => {
      const errors: string[] = [];
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(String(error)));
      await use();
      if (isSilent) expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

for (const exercise of ['channel-reuse', 'method-caching', 'with-options']) {
  test(`${exercise} in the tab: leaks and is cured without a network, told by objects and never by bytes`, async ({
    page,
    site,
    context,
  }) => {
    const sandbox = await open(page, exercise, site);
    await context.setOffline(true);
    await sandbox.leaksAndIsCured();
    const last = (await sandbox.samples()).at(-1)!;
    expect(Number(last['Live objects'])).toBeGreaterThan(0);
    expect(Object.keys(last)).not.toContain('Heap used');
    expect(Object.values(last).join(' ')).not.toMatch(/\d\s*[kM]B/);
    await context.setOffline(false);
  });
}

test('method-caching in C#: leaks and is cured, told by .NET’s own bytes', async ({ page, site }) => {
  const sandbox = await openInCsharp(page, 'method-caching', site);
  await sandbox.leaksAndIsCured();
  expect(Object.keys((await sandbox.samples()).at(-1)!)).toContain('Heap used');
});

test('method-caching on the local Node: leaks and is cured', async ({ page }) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=local');
  await sandbox.leaksAndIsCured();
  expect(Object.keys((await sandbox.samples()).at(-1)!)).toContain('Heap used');
});

test('runs on a page that is isolated from other origins', async ({ page }) => {
  await using site = await staticSite(isolation);
  const sandbox = await open(page, 'method-caching', site);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await works(sandbox);
});

test.describe('a program', () => {
  test.use({ isSilent: false });

  for (const program of failingPrograms) {
    test(`with ${program.name} is told by its cause, and the page goes on`, async ({ page, site }) =>
      failsAndGoesOn(await open(page, 'method-caching', site), program, 'worker'));
  }

  const keep = (things: string) => `${client}\nawait client.sumAsync(1, 2);\nconst kept: unknown[] = [];\n${things}`;
  for (const { name, text } of [
    {
      name: 'buffers',
      text: keep(
        'for (;;) { for (let i = 0; i < 10; i++) kept.push(Buffer.alloc(1e6, 1)); await client.sumAsync(1, 2); }',
      ),
    },
    {
      name: 'objects, from a timer',
      text: keep('setInterval(() => { for (let i = 0; i < 1e5; i++) kept.push({ i, more: {} }); }, 20);'),
    },
  ]) {
    test(`with a heap full of ${name} is ended before the browser is`, async ({ page, site }) =>
      failsAndGoesOn(await open(page, 'method-caching', site), { name, text, reason: 'heap-vast', says: /no bytes/ }));
  }

  test('reaches no host by any of the ways that a page has', async ({ page, site }) => {
    await findsNoWayOut(await open(page, 'method-caching', site));
  });
});

test('forged messages do not reach the page', async ({ page, site }) => {
  const sandbox = await open(page, 'method-caching', site);
  const forge =
    "const { postMessage } = globalThis as any;\npostMessage({ type: 'exit', code: 0 });\npostMessage({ type: 'log', stream: 'stdout', text: 'forged', dropped: 0 });";
  await run(
    sandbox,
    `${client}\n${forge}\nMessagePort.prototype.postMessage = () => { throw new Error('taken over'); };\nsetInterval(() => console.log('alive'), 100);`,
  );
  const log = sandbox.root.getByRole('log', { name: /client/i });
  await expect(log).toContainText('alive', { timeout: 30_000 });
  await expect(log).not.toContainText('forged');
  await sandbox.press('Stop');
  await sandbox.state('idle');
});

test('an error is logged with its name and message, and its place is told', async ({ page, site }) => {
  const sandbox = await open(page, 'method-caching', site);
  await run(sandbox, `${client} function fail(): never { throw new RangeError('no more sums'); } fail();`);
  expect(await sandbox.trouble()).toMatchObject({
    reason: 'uncaught-error',
    text: expect.stringMatching(/client\.ts, line \d+[^]*no more sums/),
  });
  await expect(sandbox.root.getByRole('log', { name: /client/i })).toContainText(
    /RangeError: no more sums.*at fail \(client\.ts:\d+:\d+\)/s,
  );
});

test.describe('an edit that finds no network', () => {
  // Firefox says there what it could not fetch.
  test.use({ isSilent: false });

  test('is run once it is back, though Firefox keeps that the compiler was not there', async ({
    page,
    site,
    context,
  }) => {
    const sandbox = await open(page, 'method-caching', site);
    await context.setOffline(true);
    const program = `console.log('of mine: ' + (6 as number) * 7);\nsetInterval(() => {}, 1000);`;
    expect(await sandbox.endOf(program)).toMatchObject({ reason: 'no-compiler' });
    await context.setOffline(false);
    await sandbox.press('Run');
    await expect(sandbox.root.getByRole('log', { name: /client/i })).toContainText('of mine: 42', { timeout: 30_000 });
  });
});

test('the keyboard alone opens, edits, leaves the editor, runs and stops', ({ page, site }) =>
  worksByKeyboard(page, site.base));

test('closed while it boots, a sandbox leaves nothing behind', async ({ page, site }) => {
  await page.goto(`${site.base}/lessons/method-caching/?runtime=tab`);
  const root = page.locator('[data-sandbox="method-caching"]');
  await root.getByRole('button', { name: 'Open sandbox' }).click();
  await root.getByRole('button', { name: 'Close sandbox' }).click();
  await expect(root).toHaveAttribute('data-state', 'closed');
  await expect.poll(() => programFrames(page).count()).toBe(0);
});

test('goes on in the background, and when the reader comes back', async ({ page, site, context }) => {
  const sandbox = await open(page, 'method-caching', site);
  await calls(sandbox);
  const other = await context.newPage();
  await other.bringToFront();
  const before = await sandbox.stat('calls');
  await sandbox.called(before + 500);
  await other.close();
  await page.bringToFront();
  await sandbox.verdict('steady');
  await sandbox.press('Stop');
  await sandbox.state('idle');
});

test('a page that comes back from the back/forward cache runs again', async ({ page, site }) => {
  await page.addInitScript(() =>
    addEventListener('pageshow', ({ persisted }) => (document.documentElement.dataset.persisted = String(persisted))),
  );
  const sandbox = await open(page, 'method-caching', site);
  await sandbox.press('Run');
  await sandbox.called();
  await page.goto(`${site.base}/glossary/`);
  // The driver hears of no navigation, and its locators look for the page that was left; but what it evaluates, the page that is shown does.
  const unheard = () => undefined;
  await page.evaluate(() => history.back()).catch(unheard);
  const seen = () =>
    page
      .evaluate(() => {
        const root = document.querySelector<HTMLElement>('[data-sandbox]')!;
        return {
          ...document.documentElement.dataset,
          ...root.dataset,
          calls: Number(root.querySelector('[data-stat=calls] dd')?.textContent?.replace(/\D/g, '')),
        };
      })
      .catch(unheard);
  await expect.poll(seen).toMatchObject({ persisted: 'true', state: 'idle' });
  await page.evaluate(() =>
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent!.trim() === 'Run')!.click(),
  );
  await expect.poll(async () => (await seen())?.calls, { timeout: 30_000 }).toBeGreaterThan(0);
});

import { chromium, expect, test as base, type Page } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { browserFlags, requireBrowser } from './browser.ts';
import { pageEye } from './support/page-eye.ts';
import { SandboxPage } from './support/sandbox-page.ts';
import { staticSite } from './support/static-site.ts';
import { clientHead as client, solutionOf } from './support/templates.ts';
import { waysOut } from './support/ways-out.ts';

/** A static host without any server of ours, and the site on it. */
const test = base.extend<{ site: Awaited<ReturnType<typeof staticSite>> }>({
  site: async ({}, use) => {
    await using site = await staticSite();
    await use(site);
  },
});

const exercises = ['channel-reuse', 'method-caching', 'with-options'];

const open = (page: Page, exercise: string, site: { base: string }) => SandboxPage.open(page, exercise, '?runtime=tab', site.base);

async function run(sandbox: SandboxPage, text: string): Promise<void> {
  await sandbox.write(text);
  await sandbox.press('Run');
}

/** Calls come in, and the run can be stopped. */
async function works(sandbox: SandboxPage): Promise<void> {
  await run(sandbox, solutionOf('method-caching'));
  await expect.poll(() => sandbox.stat('calls'), { timeout: 30_000 }).toBeGreaterThan(0);
  await sandbox.press('Stop');
  await sandbox.state('idle');
}

for (const exercise of exercises) {
  test(`${exercise}: leaks and is cured without a network`, async ({ page, site, context }) => {
    const sandbox = await open(page, exercise, site);
    await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
    await context.setOffline(true);
    await sandbox.leaksAndIsCured();
    expect(Object.keys((await sandbox.samples()).at(-1)!)).toContain('Heap used');
  });

  test(`${exercise}: leaks and is cured where the browser shows no bytes`, async ({ page, site }) => {
    await page.addInitScript(() => delete (Performance.prototype as { memory?: unknown }).memory);
    const sandbox = await open(page, exercise, site);
    await sandbox.leaksAndIsCured();
    expect(Object.keys((await sandbox.samples()).at(-1)!)).not.toContain('Heap used');
  });
}

test('is what a page without the local runtime falls back on', async ({ page, site }) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '', site.base);
  await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
});

test('fetches nothing of itself before the sandbox is opened, and nothing more afterwards', async ({ page, site }) => {
  const ofTheTab = () => site.requested.filter((path) => /\/tab[.-]/.test(path)).map((path) => /tab-?\w*/.exec(path)![0]);
  await page.goto(`${site.base}/lessons/method-caching/?runtime=tab`, { waitUntil: 'networkidle' });
  expect(ofTheTab()).toEqual([]);
  const sandbox = await open(page, 'method-caching', site);
  expect(ofTheTab().toSorted()).toEqual(['tab', 'tab-guest']);
  const before = site.requested.length;
  await works(sandbox);
  await works(sandbox);
  expect(site.requested.slice(before)).toEqual([]);
});

test('runs on a page that is isolated from other origins, where the browser itself confirms the floor', async ({ page }) => {
  await using site = await staticSite({ 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' });
  const sandbox = await open(page, 'method-caching', site);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await run(sandbox, solutionOf('method-caching'));
  const [, measured, floor] = (await sandbox.root.locator('[data-measured]').innerText({ timeout: 60_000 })).match(/measured ([\d.]+) MB .* has ([\d.]+) MB/)!.map(Number);
  // The same heap by two ways, at about the same moment; the workers' would be as much again.
  expect(measured! / floor!).toBeGreaterThan(0.7);
  expect(measured! / floor!).toBeLessThan(1.3);
  await sandbox.press('Stop');
  await sandbox.state('idle');
});

/** Programs that go wrong, the cause that the page should name, and a word of what it says. */
const programs: { name: string; text: string; reason: string; says: RegExp }[] = [
  { name: 'a syntax error', text: 'let x: number = 1;\nconst = 1;', reason: 'syntax-error', says: /client\.ts, line 2, column 7/ },
  { name: 'TypeScript that cannot be stripped', text: 'enum Colour { Red }', reason: 'syntax-error', says: /enum/ },
  { name: 'a name that a module does not export', text: "import { connection } from 'node:net';", reason: 'syntax-error', says: /connection/ },
  { name: 'an uncaught throw', text: `${client}\nfunction fail(): never {\n  throw new Error('no more sums');\n}\nfail();`, reason: 'uncaught-error', says: /client\.ts, line 6, column 9/ },
  { name: 'an unhandled rejection', text: `${client}\nvoid Promise.reject(new Error('left alone'));\nfor (;;) await client.sumAsync(1, 2);`, reason: 'uncaught-error', says: /left alone/ },
  { name: 'process.exit', text: `${client}\nawait client.sumAsync(1, 2);\nprocess.exit(7);`, reason: 'exited', says: /7/ },
  { name: 'a program that comes to its end', text: `${client}\nconsole.log(await client.sumAsync(1, 2));\nprocess.exit();`, reason: 'exited', says: /0/ },
  { name: 'an endless loop', text: `${client}\nawait client.sumAsync(1, 2);\nfor (;;);`, reason: 'unresponsive', says: /loop/i },
  { name: 'an endless chain of promises', text: `${client}\nawait client.sumAsync(1, 2);\nfor (;;) await null;`, reason: 'unresponsive', says: /loop/i },
  { name: 'a full heap', text: `${client}\nconst kept = [];\nfor (;;) { kept.push(new Array(10000).fill(kept.length)); if (kept.length % 100 === 0) await client.sumAsync(1, 2); }`, reason: 'heap-full', says: /MB/ },
  { name: 'a module that a tab has not', text: `import fs from 'node:fs';\nconsole.log(fs.readFileSync('/etc/hostname'));`, reason: 'missing-module', says: /node:fs/ },
  { name: 'a package that is not there', text: `import 'left-pad';`, reason: 'missing-module', says: /left-pad/ },
  { name: 'the page around it', text: 'console.log(parent.document.title);', reason: 'access-denied', says: /parent|frame/i },
  { name: "the site's storage", text: 'console.log(localStorage.length);', reason: 'access-denied', says: /localStorage/ },
  { name: 'a database', text: "indexedDB.open('x');", reason: 'access-denied', says: /IndexedDB|Indexed Database/i },
  { name: 'the network', text: "await fetch('http://127.0.0.1:9/?secret');", reason: 'access-denied', says: /network/ },
  { name: 'WebRTC', text: 'new RTCPeerConnection();', reason: 'access-denied', says: /network/ },
  { name: 'top navigation', text: "top.location.href = 'http://127.0.0.1:9/?secret'; await new Promise((resolve) => setTimeout(resolve, 3000));", reason: 'access-denied', says: /navigate/ },
  { name: 'navigation of its own frame', text: "location.href = 'http://127.0.0.1:9/?secret'; await new Promise((resolve) => setTimeout(resolve, 3000));", reason: 'access-denied', says: /leave its frame/ },
];

for (const { name, text, reason, says } of programs) {
  test(`${name} is told by its cause, and the page goes on`, async ({ page, site }) => {
    const outside: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('secret')) outside.push(request.url());
    });
    const sandbox = await open(page, 'method-caching', site);
    await run(sandbox, text);
    const trouble = await sandbox.trouble();
    expect(trouble.reason).toBe(reason);
    expect(trouble.text).toMatch(says);
    await sandbox.state('idle');
    expect(page.url()).toContain(site.base);
    expect(outside).toEqual([]);
    await works(sandbox);
  });
}

test('nothing that a page can do to reach a host reaches it from a program, nor do frames that it opens run', async ({ page, site }) => {
  const asked: string[] = [];
  const stranger = createServer((request, response) => {
    asked.push(request.url!);
    response.end();
  });
  await once(stranger.listen(0, '127.0.0.1'), 'listening');
  const sandbox = await open(page, 'method-caching', site);
  await run(sandbox, waysOut(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}`));
  const log = sandbox.root.getByRole('log', { name: /client/i });
  await expect(log).toContainText('all tried', { timeout: 30_000 });
  await expect(log).not.toContainText('ran in a frame');
  expect(asked).toEqual([]);
  stranger.closeAllConnections();
  stranger.close();
});

test('a loop without end in the program does not hold up the page', async ({ page, site }) => {
  const sandbox = await open(page, 'method-caching', site);
  await run(sandbox, `${client}\nawait client.sumAsync(1, 2);\nconsole.log('off it goes');\nfor (;;);`);
  await expect(sandbox.root.getByRole('log', { name: /client/i })).toContainText('off it goes', { timeout: 30_000 });
  await sandbox.write('// still writing');
  await expect(sandbox.editor).toContainText('still writing');
  await sandbox.press('Stop');
  await sandbox.state('idle');
  await works(sandbox);
});

test('a heap filled by a loop that never waits is told by its cause where the browser ends the frame, and the page goes on', async ({ site }) => {
  // A browser gives a page up to 4 GB. With less it comes to the same end sooner.
  const browser = await chromium.launch({ executablePath: requireBrowser(), args: [...browserFlags, '--js-flags=--max-old-space-size=200'] });
  const sandbox = await open(await browser.newPage(), 'method-caching', site);
  const evaluate = await pageEye(browser);
  const attribute = (name: string) => evaluate(`document.querySelector('[data-sandbox="method-caching"]').getAttribute(${JSON.stringify(name)})`);
  const press = (name: string) => evaluate(`[...document.querySelectorAll('[data-sandbox] button')].find((button) => button.textContent.trim() === ${JSON.stringify(name)}).click()`);
  const isSoon = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 30_000 });

  await run(sandbox, `${client}\nawait client.sumAsync(1, 2);\nconst mine = [];\nfor (;;) mine.push(new Array(10000).fill(mine.length));`);
  await isSoon(() => evaluate("document.querySelector('[data-reason]')?.dataset.reason")).toBe('heap-full');
  expect(await evaluate("document.querySelector('[data-reason]').innerText")).toMatch(/ended by the browser, most likely because its memory ran out/);
  await isSoon(() => attribute('data-state')).toBe('idle');
  expect(await evaluate("document.querySelector('.cm-content').textContent")).toContain('mine.push');

  for (const name of ['Solution', 'Apply solution', 'Run']) await press(name);
  await isSoon(() => attribute('data-verdict')).toBe('steady');
  await browser.close();
});

test('a flood of a million lines leaves the page usable and says how many it left out', async ({ page, site }) => {
  const sandbox = await open(page, 'method-caching', site);
  await run(sandbox, `${client}\nfor (let line = 1; line <= 1e6; line++) console.log('line ' + line);\nfor (;;) await client.sumAsync(1, 2);`);
  await expect.poll(() => sandbox.stat('calls'), { timeout: 60_000 }).toBeGreaterThan(0);
  await expect(sandbox.root.getByRole('log', { name: /client/i })).toContainText(/left out/);
  await sandbox.press('Stop');
  await sandbox.state('idle');
});

test('forged messages do not reach the page, and what the program puts in the place of its own means nothing', async ({ page, site }) => {
  const sandbox = await open(page, 'method-caching', site);
  await run(sandbox, `${client}
for (const target of [parent, parent.parent, top!]) {
  target.postMessage({ type: 'exit', code: 0 }, '*');
  target.postMessage({ type: 'log', stream: 'stdout', text: 'forged', dropped: 0 }, '*');
}
MessagePort.prototype.postMessage = () => { throw new Error('taken over'); };
console.log('meant');
setInterval(() => console.log('alive'), 100);`);
  const log = sandbox.root.getByRole('log', { name: /client/i });
  await expect(log).toContainText('meant', { timeout: 30_000 });
  await expect(log).toContainText('alive');
  await expect(log).not.toContainText('forged');
  await sandbox.state('running');
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
  await run(sandbox, `import { answer } from './service.ts';
export function ask(when: string): string { return 'asked ' + when; }
setTimeout(async () => {
  const { default: net } = await import('node:' + 'net');
  const own = await import('./serv' + 'ice.ts');
  console.log(answer(), own.answer === answer, net.isIP('::1'), import.meta.url);
  await import('./nowhere.ts').catch((error: { code: string }) => console.log(error.code));
});
setInterval(() => undefined, 1000);`);
  const log = sandbox.root.getByRole('log', { name: /client/i });
  await expect(log).toContainText('asked again true 6 file:///client.ts', { timeout: 30_000 });
  await expect(log).toContainText('ERR_MODULE_NOT_FOUND');
  await sandbox.press('Stop');
});

test('a sandbox that is closed while it boots leaves nothing behind', async ({ page, site }) => {
  await page.goto(`${site.base}/lessons/method-caching/?runtime=tab`);
  const root = page.locator('[data-sandbox="method-caching"]');
  await root.getByRole('button', { name: 'Open sandbox' }).click();
  await expect(root).toHaveAttribute('data-state', 'booting');
  await root.getByRole('button', { name: 'Close sandbox' }).click();
  await expect(root).toHaveAttribute('data-state', 'closed');
  await expect.poll(() => page.locator('body > iframe').count()).toBe(0);
});

test('fifty runs leave one frame, that of the next', async ({ page, site }) => {
  const sandbox = await open(page, 'method-caching', site);
  for (let round = 0; round < 50; round++) {
    await sandbox.press('Run');
    await sandbox.state('running');
    await sandbox.press('Stop');
    await sandbox.state('idle');
  }
  await expect.poll(() => page.locator('body > iframe').count()).toBe(1);
  await sandbox.press('Close sandbox');
  await expect.poll(() => page.locator('body > iframe').count()).toBe(0);
});

test('goes on in the background, and when the reader comes back', async ({ page, site, context }) => {
  const sandbox = await open(page, 'method-caching', site);
  await run(sandbox, solutionOf('method-caching'));
  await expect.poll(() => sandbox.stat('calls'), { timeout: 30_000 }).toBeGreaterThan(0);
  const other = await context.newPage();
  await other.goto('about:blank');
  await other.bringToFront();
  const before = await sandbox.stat('calls');
  await expect.poll(() => sandbox.stat('calls'), { timeout: 30_000 }).toBeGreaterThan(before + 1000);
  await other.close();
  await page.bringToFront();
  await sandbox.state('running');
  await sandbox.verdict('steady');
  await sandbox.press('Stop');
  await sandbox.state('idle');
});

test('a page that comes back from the back/forward cache runs again', async ({ site }) => {
  // A test browser goes without that cache unless told otherwise.
  const browser = await chromium.launch({ executablePath: requireBrowser(), args: browserFlags, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  const page = await browser.newPage();
  await page.addInitScript(() => addEventListener('pageshow', ({ persisted }) => (document.documentElement.dataset.persisted = String(persisted))));
  const sandbox = await open(page, 'method-caching', site);
  await sandbox.press('Run');
  await expect.poll(() => sandbox.stat('calls'), { timeout: 30_000 }).toBeGreaterThan(0);
  await page.goto(`${site.base}/glossary/`);
  await page.evaluate(() => history.back());
  await expect(page.locator('html')).toHaveAttribute('data-persisted', 'true');
  await sandbox.state('idle');
  await works(sandbox);
  await browser.close();
});

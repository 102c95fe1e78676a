import { chromium, expect } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { browserFlags, requireBrowser } from './browser.ts';
import { pageEye } from './support/page-eye.ts';
import { open, run, test, works } from './support/tab-page.ts';
import { clientHead as client } from './support/templates.ts';
import { waysOut } from './support/ways-out.ts';

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
  await isSoon(() => evaluate("document.querySelector('[data-reason]')?.dataset.reason")).toBe('ended-by-browser');
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

import { chromium, expect } from '@playwright/test';
import { browserFlags, requireBrowser } from './browser.ts';
import { failingPrograms, failsAndGoesOn } from './support/failing-programs.ts';
import { pageEye, whilePlaywrightForgets } from './support/page-eye.ts';
import { open, run, test, testOnOnePage, works } from './support/tab-page.ts';
import { clientHead as client } from './support/templates.ts';
import { findsNoWayOut } from './support/ways-out.ts';
import { patience } from './support/sandbox-page.ts';

/** Much like others of the list. */
const onDemand = new Set([
  'TypeScript that cannot be stripped',
  'process.exit',
  'a program that comes to its end',
  'a package that is not there',
  'a database',
  'WebRTC',
  'an unhandled rejection',
]);

for (const program of failingPrograms) {
  const tag = onDemand.has(program.name) ? ['@on-demand'] : [];
  testOnOnePage(`${program.name} is told by its cause, and the page goes on`, { tag }, ({ sandbox }) =>
    failsAndGoesOn(sandbox, program),
  );
}

testOnOnePage(
  'nothing that a page can do to reach a host reaches it from a program, nor do frames that it opens run',
  async ({ sandbox }) => findsNoWayOut(sandbox),
);

testOnOnePage(
  'a program that loads its frame anew is told to have left it, and the page goes on',
  async ({ sandbox }) => {
    await run(
      sandbox,
      `${client}\nawait client.sumAsync(1, 2);\n(globalThis as any).location.reload();\nfor (;;) await client.sumAsync(1, 2);`,
    );
    expect((await sandbox.trouble()).reason).toBe('access-denied');
    await works(sandbox);
  },
);

testOnOnePage(
  'focus, history, dialogs, windows and the page’s place stay the reader’s, whatever a program does',
  async ({ sandbox }) => {
    const { page } = sandbox;
    const shown: string[] = [];
    const show = () => shown.push('shown');
    page.on('dialog', show);
    page.on('popup', show);
    const state = () =>
      page.evaluate(() => ({ entries: history.length, address: location.href, title: document.title, scrollY }));
    await sandbox.write(overreaching);
    const before = await state();
    await sandbox.press('Run');
    const log = sandbox.root.getByRole('log', { name: /client/i });
    await expect(log).toContainText('all tried', { timeout: patience });
    await expect(log).not.toContainText('fulfilled');
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await state()).toEqual(before);
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('IFRAME');
    expect(shown).toEqual([]);
    page.off('dialog', show);
    page.off('popup', show);
    await works(sandbox);
  },
);

/** Tries for the reader's keyboard, history and windows; says `fulfilled` where it got one, and ends with `all tried`. */
const overreaching = `
const { document, history, open, alert, confirm, prompt, print, parent, top } = globalThis as any;
const soon = () => new Promise((resolve) => setTimeout(resolve, 50));
const add = (name: string, properties = {}) => {
  const made = Object.assign(document.createElement(name), properties);
  document.body.append(made);
  return made;
};
const attempts: (() => unknown)[] = [
  () => add('input').focus(),
  () => (globalThis as any).focus(),
  () => add('dialog').showModal(),
  () => history.pushState(null, ''),
  () => history.back(),
  () => history.go(-1),
  () => add('a', { href: '#link' }).click(),
  () => Object.assign(document.createElement('a'), { href: 'about:srcdoc#apart' }).click(),
  () => document.createElement('a').dispatchEvent(new MouseEvent('click')),
  async () => { const frame = add('iframe'); await soon(); for (const n of [1, 2, 3]) { frame.src = 'about:blank?' + n; await soon(); } },
  async () => { const frame = add('iframe', { srcdoc: 'x' }); await soon(); for (const n of [1, 2, 3]) { frame.srcdoc = String(n); await soon(); } },
  async () => { const root = add('div').attachShadow({ mode: 'open' }); root.innerHTML = '<iframe></iframe>'; for (const n of [1, 2, 3]) { root.firstChild.src = 'about:blank?' + n; await soon(); } },
  () => document.open(),
  () => document.write('x'),
  () => open('about:srcdoc#self', '_self'),
  () => open('about:blank') && console.log('fulfilled: open'),
  () => confirm('x') && console.log('fulfilled: confirm'),
  () => prompt('x') && console.log('fulfilled: prompt'),
  () => alert('x'),
  () => print(),
  () => (parent.location = 'about:blank'),
  () => (top.location = 'about:blank'),
  () => parent.focus(),
  () => top.close(),
  () => { document.title = 'mine'; },
  () => { add('div', { style: 'margin-top: 9000px' }).scrollIntoView(); },
  () => document.body.requestFullscreen().then(() => console.log('fulfilled: fullscreen')),
  () => document.body.requestPointerLock(),
];
for (const attempt of attempts) {
  try {
    await attempt();
  } catch {
    // Refused, as it should be.
  }
  await soon();
}
console.log('all tried');
setInterval(() => undefined, 1000);
`;

testOnOnePage('a loop without end in the program does not hold up the page', async ({ sandbox }) => {
  await run(sandbox, `${client}\nawait client.sumAsync(1, 2);\nconsole.log('off it goes');\nfor (;;);`);
  await expect(sandbox.root.getByRole('log', { name: /client/i })).toContainText('off it goes', { timeout: patience });
  await sandbox.write('// still writing');
  await expect(sandbox.editor).toContainText('still writing');
  await sandbox.press('Stop');
  await sandbox.state('idle');
  await works(sandbox);
});

test('a heap filled by a loop that never waits is told by its cause where the browser ends the frame, and the page goes on', async ({
  site,
}) => {
  using _ = whilePlaywrightForgets();
  // A browser gives a page up to 4 GB. With less it comes to the same end sooner.
  const browser = await chromium.launch({
    executablePath: requireBrowser(),
    args: [...browserFlags, '--js-flags=--max-old-space-size=200'],
  });
  const sandbox = await open(await browser.newPage(), 'method-caching', site);
  const evaluate = await pageEye(browser);
  const attribute = (name: string) =>
    evaluate(`document.querySelector('[data-sandbox="method-caching"]').getAttribute(${JSON.stringify(name)})`);
  const press = (name: string) =>
    evaluate(
      `[...document.querySelectorAll('[data-sandbox] button')].find((button) => button.textContent.trim() === ${JSON.stringify(name)}).click()`,
    );
  const isSoon = (look: () => Promise<unknown>) => expect.poll(look, { timeout: patience });

  await run(
    sandbox,
    `${client}\nawait client.sumAsync(1, 2);\nconst mine = [];\nfor (;;) mine.push(new Array(10000).fill(mine.length));`,
  );
  await isSoon(() => evaluate("document.querySelector('[data-reason]')?.dataset.reason")).toBe('ended-by-browser');
  expect(await evaluate("document.querySelector('[data-reason]').innerText")).toMatch(
    /ended by the browser, most likely because its memory ran out/,
  );
  await isSoon(() => attribute('data-state')).toBe('idle');
  expect(await evaluate("document.querySelector('.cm-content').textContent")).toContain('mine.push');

  for (const name of ['Solution', 'Apply solution', 'Run']) await press(name);
  await isSoon(() => attribute('data-state')).toBe('running');
  const calls = async () =>
    Number(String(await evaluate("document.querySelector('[data-stat=calls] dd').innerText")).replace(/\D/g, ''));
  await isSoon(calls).toBeGreaterThan(100);
  await browser.close();
});

testOnOnePage('a flood of lines leaves the page usable and says how many it left out', async ({ sandbox }) => {
  await run(
    sandbox,
    `${client}\nfor (let line = 1; line <= 3e5; line++) console.log('line ' + line);\nfor (;;) await client.sumAsync(1, 2);`,
  );
  await sandbox.called(0, 60_000);
  await expect(sandbox.root.getByRole('log', { name: /client/i })).toContainText(/left out/);
  await sandbox.press('Stop');
  await sandbox.state('idle');
});

testOnOnePage(
  'forged messages do not reach the page, and what the program puts in the place of its own means nothing',
  async ({ sandbox }) => {
    await run(
      sandbox,
      `${client}
for (const target of [parent, parent.parent, top!]) {
  target.postMessage({ type: 'exit', code: 0 }, '*');
  target.postMessage({ type: 'log', stream: 'stdout', text: 'forged', dropped: 0 }, '*');
}
MessagePort.prototype.postMessage = () => { throw new Error('taken over'); };
console.log('meant');
setInterval(() => console.log('alive'), 100);`,
    );
    const log = sandbox.root.getByRole('log', { name: /client/i });
    await expect(log).toContainText('meant', { timeout: patience });
    await expect(log).toContainText('alive');
    await expect(log).not.toContainText('forged');
    await sandbox.state('running');
    await sandbox.press('Stop');
    await sandbox.state('idle');
  },
);

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { findings } from './support/accessible.ts';
import { onFastLine } from './support/fast-line.ts';
import { letIn } from './support/key.ts';
import { SandboxPage } from './support/sandbox-page.ts';
import { listen, unspoken } from './support/screen-reader.ts';
import { staticSite } from './support/static-site.ts';
import { solutionOf, startOf } from './support/templates.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('text and sandbox stand side by side; their edges move by keyboard, and stay where they were put', async ({
  page,
}) => {
  const { root } = await SandboxPage.open(page, 'method-caching');
  const left = async () => (await root.boundingBox())!.x;
  const before = await left();
  expect(before).toBeGreaterThan(300);
  expect((await page.locator('h1').boundingBox())!.x).toBeLessThan(before);

  const edge = root.getByRole('separator', { name: 'Edge between text and sandbox' });
  await edge.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(edge).toHaveAttribute('aria-valuenow', '48');
  const moved = await left();
  expect(moved).toBeGreaterThan(before + 50);
  const other = await SandboxPage.open(page, 'the-leak');
  expect((await other.root.boundingBox())!.x).toBeCloseTo(moved, 0);
});

test('a sandbox fills the window and gives it back, and nothing behind it can be reached meanwhile', async ({
  page,
}) => {
  const { root } = await SandboxPage.open(page, 'method-caching');
  await root.getByRole('button', { name: 'Fill the window' }).press('Enter');
  expect(await root.boundingBox()).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 });
  await expect(page.getByRole('searchbox').or(page.getByRole('button', { name: 'Search' }))).toHaveCount(0);
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect((await root.boundingBox())!.x).toBeGreaterThan(0);
  await expect(root.getByRole('button', { name: 'Fill the window' })).toBeFocused();
});

test('the task is in the sandbox, in the page’s language', async ({ page }) => {
  const english = await SandboxPage.open(page, 'method-caching');
  await expect(english.root.getByRole('region', { name: 'The exercise' })).toContainText('Change client.ts so that');
  await expect(english.root.getByText('Hint 1')).toBeVisible();
  const chinese = await SandboxPage.open(page, 'capstone', '', '', 'zh-cn');
  await expect(chinese.root.getByText('提示 1')).toBeVisible();
});

test('no version is lost to a solution and a reset, not even over a reload; a closed sandbox shows the reader’s file', async ({
  page,
}) => {
  const sandbox = await SandboxPage.open(page, 'method-caching');
  await sandbox.write('// mine\n');
  await sandbox.press('Solution');
  await sandbox.press('Apply solution');
  await sandbox.press('Reset');
  const { root } = await SandboxPage.open(page, 'method-caching');
  await root.getByRole('button', { name: 'History' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'What you ran and replaced' });
  await dialog.getByRole('radio', { name: /Before the solution/ }).check();
  await expect(dialog.getByLabel('What this version changes in client.ts').first()).toContainText('// mine');
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Bring this version back' }).press('Enter');
  await expect(sandbox.editor).toContainText('// mine');
  await sandbox.press('Close sandbox');
  await expect(root.locator('[data-part=source]')).toContainText('// mine');
  await page.reload();
  await expect(root.getByText('Your file, with your edits')).toBeVisible();
  await expect(root.locator('[data-part=source]')).toContainText('// mine');
});

test('what was read, run and solved is shown, and comes along in a file to another browser', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto('/zh-cn/lessons/first-sum/');
  await page.keyboard.press('End');
  await expect(page.locator('.sidebar-pane [data-progress=read]')).toHaveCount(1);
  const sandbox = await SandboxPage.open(page, 'method-caching');
  await sandbox.write('// mine\n');
  await page.goto('/progress/');
  await expect(page.locator('[data-lesson=first-sum] [data-step=read]')).toContainText('✓');
  expect(await findings(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save everything as a file' }).press('Enter'),
  ]);
  const file = await readFile((await download.path())!);

  const other = await browser.newContext({ baseURL });
  const there = await other.newPage();
  await there.goto('/zh-cn/progress/');
  const input = there.getByLabel('从文件恢复');
  await input.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"format":"x"}') });
  await expect(there.getByRole('status')).toContainText('什么都没有改动');
  await input.setInputFiles({ name: 'work.json', mimeType: 'application/json', buffer: file });
  await expect(there.getByRole('status')).toContainText('已恢复');
  await expect(there.locator('[data-lesson=first-sum] [data-step=read]')).toContainText('✓');
  await there.goto('/lessons/method-caching/');
  await expect(there.locator('[data-part=source]')).toContainText('// mine');
  await other.close();
});

test('the editor knows the types, and what a C# reader means; an unopened page asks for none of it', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await onFastLine(page);
  const sandbox = await SandboxPage.open(page, 'method-caching');
  expect(asked.filter((path) => /language|worker/.test(path))).toEqual([]);
  await sandbox.editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(
    '\nconst c = MagicOnionClient.create(IMyFirstService, channel);\nawait c.SumAsync(1, 2);\n',
  );
  await sandbox.root.locator('.cm-lintRange-error').first().hover({ timeout: 60_000 });
  await expect(page.locator('.cm-tooltip')).toContainText('It is `sumAsync`');
  await sandbox.editor.press('ControlOrMeta+End');
  await page.keyboard.type('c.w');
  await expect(page.locator('.cm-tooltip-autocomplete')).toContainText('withOptions');
});

test('a file of the reader’s own is made, run, renamed, deleted and brought back; the others cannot be deleted', async ({
  page,
}) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab');
  const { root } = sandbox;
  await root.getByRole('button', { name: 'Files', exact: true }).press('Enter');
  const files = root.getByRole('region', { name: 'Files of this sandbox' });
  await expect(files.getByRole('button', { name: 'Delete' })).toHaveAttribute('aria-disabled', 'true');
  await files.getByRole('button', { name: 'New file' }).press('Enter');
  const path = files.getByRole('textbox', { name: 'Path of the new file' });
  await path.fill('../up.ts');
  await path.press('Enter');
  await expect(files.getByRole('alert')).toContainText('Use letters');
  await path.fill('lib/word.ts');
  await path.press('Enter');
  await expect(root.getByRole('tab', { name: 'lib/word.ts' })).toHaveAttribute('aria-selected', 'true');
  await sandbox.write("export const word = 'found';\n");
  await files.getByRole('treeitem', { name: 'client.ts', exact: true }).click();
  await sandbox.write("import { word } from './lib/word.ts';\nconsole.log(word);\n");
  await sandbox.press('Run');
  await expect(root.getByLabel('Client').getByText('found')).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await files.getByRole('treeitem', { name: 'lib/word.ts' }).click();
  await page.keyboard.press('F2');
  const renamed = files.getByRole('textbox', { name: 'New path of lib/word.ts' });
  await renamed.fill('word.ts');
  await renamed.press('Enter');
  await sandbox.press('Run');
  expect(await sandbox.trouble()).toMatchObject({ reason: 'missing-module' });
  await page.reload();
  await sandbox.press('Open sandbox');
  await root.getByRole('button', { name: 'Files', exact: true }).press('Enter');
  await files.getByRole('treeitem', { name: 'word.ts', exact: true }).click();
  await expect(sandbox.editor).toContainText('found');
  await files.getByRole('button', { name: 'Delete' }).press('Enter');
  await expect(files.getByRole('treeitem', { name: 'word.ts', exact: true })).toHaveCount(0);
  await sandbox.press('Bring my version back');
  await expect(files.getByRole('treeitem', { name: 'word.ts', exact: true })).toHaveCount(1);
});

test('a link of the text opens a file at its line; a search leads to one; what runs beside is read only', async ({
  page,
}) => {
  await letIn(page);
  await page.goto('/lessons/with-options/');
  const { root } = SandboxPage.of(page, 'with-options');
  // The sandbox, closed, has links of its own, to the page of the port.
  await page.locator('a[data-file="magiconion/client.ts"]').click();
  await expect(root.getByRole('tab', { name: 'magiconion/client.ts' })).toHaveAttribute('aria-selected', 'true');
  await expect(root.locator('.cm-activeLine')).toContainText('#clone');
  await root.getByRole('button', { name: 'Files', exact: true }).press('Enter');
  await root.getByRole('searchbox', { name: 'Search in files' }).fill('class GrpcChannel');
  await root.getByRole('button', { name: /^magiconion\/channel\.ts, line \d+/ }).click();
  await expect(root.locator('.cm-activeLine')).toContainText('class GrpcChannel');
  const tree = root.getByRole('tree');
  await tree.getByRole('treeitem', { name: 'What runs beside' }).click();
  await tree.getByRole('treeitem', { name: /^probe\.ts/ }).click();
  await expect(root.getByRole('tab', { name: /probe\.ts/ })).toHaveAttribute('aria-selected', 'true');
  await root.locator('.cm-content').press('x');
  await expect(root.locator('.cm-content')).toHaveAttribute('aria-readonly', 'true');
  await expect(root.getByText('Your file, with your edits')).toHaveCount(0);
});

test('a link carries code, shows what differs, runs nothing by itself, and on this machine only after a second yes', async ({
  page,
  context,
}) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=local');
  await sandbox.write("console.log('from afar');\n");
  await sandbox.root.getByRole('button', { name: 'Share or download' }).press('Enter');
  const link = page.getByRole('textbox', { name: 'Link to your code' });
  await expect(link).toHaveValue(/#method-caching:1\./);
  const address = await link.inputValue();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await sandbox.write('// my own\n');

  const other = await context.newPage();
  await page.close();
  await other.goto(address);
  const { root } = SandboxPage.of(other, 'method-caching');
  const offer = other.getByRole('dialog', { name: 'Code from a link' });
  await expect(offer.getByLabel('What the link changes in client.ts').first()).toContainText('from afar');
  expect(await findings(other)).toEqual([]);
  await expect(root).toHaveAttribute('data-state', 'idle', { timeout: 30_000 });
  await expect(root.locator('.lab-code .cm-content')).toContainText('// my own');
  await offer.getByRole('button', { name: 'Put it in my files' }).press('Enter');
  await expect(root.locator('.lab-code .cm-content')).toContainText('from afar');

  await other.reload();
  await SandboxPage.of(other, 'method-caching').state('idle');
  await root.getByRole('button', { name: 'Run', exact: true }).click();
  const asked = other.getByRole('dialog', { name: 'Run a link’s code on this machine?' });
  await asked.getByRole('button', { name: 'Do not run it' }).press('Enter');
  await SandboxPage.of(other, 'method-caching').state('idle');
  await expect(root.getByRole('log', { name: /client/i })).not.toContainText('from afar');
  await root.getByRole('button', { name: 'Check', exact: true }).click();
  await asked.getByRole('button', { name: 'Do not run it' }).press('Enter');
  await root.getByRole('button', { name: 'Run', exact: true }).click();
  await asked.getByRole('button', { name: 'Run it on this machine' }).press('Enter');
  await expect(root.getByRole('log', { name: /client/i })).toContainText('from afar');
  await root.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(asked).toHaveCount(0);
});

test('a link that is broken says so, and leaves the files as they are', async ({ page }) => {
  for (const [data, says] of [
    ['1.%3Cscript%3E', 'This link is broken'],
    ['9.abc', 'newer version'],
    [`1.${'A'.repeat(100_000)}`, 'more than a sandbox’s files can be'],
  ]) {
    await page.goto('about:blank');
    await page.goto(`/lessons/method-caching/?runtime=tab#method-caching:${data}`);
    await expect(page.getByRole('dialog', { name: 'Code from a link' })).toContainText(says!);
  }
});

test('a sandbox stands in a frame, alone; its zip runs in a shell', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).hostname));
  await page.goto('/embed/method-caching/?runtime=tab');
  await expect(page.getByRole('banner')).toHaveCount(0);
  const sandbox = SandboxPage.of(page, 'method-caching');
  await sandbox.press('Open sandbox');
  await sandbox.state('idle');
  expect(await sandbox.root.boundingBox()).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 });
  await sandbox.root.getByRole('button', { name: 'Share or download' }).press('Enter');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as zip' }).press('Enter');
  const files = unzipSync(await readFile(await (await download).path()));
  expect(Object.keys(files).sort()).toEqual(
    expect.arrayContaining(
      ['client.ts', 'package-lock.json', 'package.json', 'server.ts', 'start.ts'].map(
        (name) => `leak-lab-method-caching/${name}`,
      ),
    ),
  );
  // A blob's address has no host.
  expect(new Set(requests.filter(Boolean))).toEqual(new Set(['localhost']));
});

test('a run is named, kept, compared, saved as data and as a picture, and its code comes back', async ({ page }) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab');
  const { root } = sandbox;
  await sandbox.press('Run');
  await expect.poll(() => sandbox.stat('calls'), { timeout: 30_000 }).toBeGreaterThan(500);
  await expect.poll(async () => (await sandbox.samples()).length).toBeGreaterThan(3);
  await sandbox.press('Stop');
  await sandbox.state('idle');
  await sandbox.write('// written since\n');
  await root.getByRole('button', { name: 'Compare runs' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Compare runs' });
  await dialog.getByRole('textbox', { name: 'Name of Run 1 – as given' }).fill('one a call');
  await dialog.getByRole('button', { name: 'Keep' }).press('Enter');
  expect(await findings(page)).toEqual([]);
  const saved = async (name: string) => {
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name, exact: true }).press('Enter');
    return readFile(await (await download).path());
  };
  expect((await saved('CSV')).toString()).toMatch(/^ms,calls,.*\r\n\d+,\d+,/);
  const svg = (await saved('SVG')).toString();
  expect(svg).toContain('one a call');
  expect(svg).toMatch(/<polyline points="[\d.]+,[\d.]+ /);
  expect((await saved('PNG')).subarray(1, 4).toString()).toBe('PNG');
  await dialog.getByRole('button', { name: 'Bring its code back' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(sandbox.editor).toContainText('MagicOnionClient.create');
  await expect(root.getByRole('checkbox', { name: 'Show one a call' })).toBeChecked();
});

test('hints come one after the other, and show their place in the code', async ({ page }) => {
  const { root } = await SandboxPage.open(page, 'method-caching', '?runtime=tab');
  const task = root.getByRole('region', { name: 'The exercise' });
  await expect(task.getByText('Hint 2')).toBeHidden();
  await task.getByText('Hint 1').click();
  await expect(task.getByText('Hint 2')).toBeVisible();
  await expect(task.getByText('Hint 3')).toBeHidden();
  await task.getByRole('button', { name: 'Show in the code' }).press('Enter');
  await expect(root.locator('.cm-activeLine')).toContainText('MagicOnionClient.create');
});

test('a learner’s whole way by the keyboard alone: open, predict, edit, complete a word, run, check, take a hint, solve, go on', async ({
  page,
}) => {
  const announced = await listen(page);
  await letIn(page);
  await onFastLine(page);
  await page.goto('/lessons/method-caching/');
  const { root } = SandboxPage.of(page, 'method-caching');
  const { keyboard } = page;
  const tabTo = (name: string | RegExp, role: Parameters<typeof root.getByRole>[0] = 'button') =>
    pressUntil(page, 'Tab', root.getByRole(role, { name }).first());
  await tabTo('Open sandbox');
  await keyboard.press('Enter');
  await expect(root).toHaveAttribute('data-state', 'idle', { timeout: 30_000 });

  expect(await unspoken(page)).toEqual([]);
  await tabTo('No: the clients are collected.', 'radio');
  await keyboard.press('Space');
  await pressUntil(page, 'Shift+Tab', root.getByRole('group', { name: /client\.ts.*Enter/ }));
  await keyboard.press('Enter');
  await keyboard.press('ControlOrMeta+End');
  await keyboard.type('\nchann');
  const listed = page.locator('.cm-tooltip-autocomplete [aria-selected]');
  await expect(async () => {
    await keyboard.press('Control+Space');
    await expect(listed).toContainText('channel', { timeout: 2000 });
  }).toPass({ timeout: 30_000 });
  // In its first 75 ms the list takes no Enter, which goes to the text: it could have been meant for that. Nothing tells when they are over.
  await listed.evaluate((_, moment) => new Promise((resolve) => setTimeout(resolve, moment)), 75);
  await keyboard.press('Enter');
  await expect(root.locator('.cm-line').filter({ hasText: /^channel$/ })).toHaveCount(1);
  const write = async (text: string) => {
    await keyboard.press('ControlOrMeta+a');
    await keyboard.insertText(text);
  };
  await write(startOf('method-caching'));
  await keyboard.press('ControlOrMeta+Enter');
  await expect(root).toHaveAttribute('data-verdict', 'leaking', { timeout: 30_000 });
  await expect(root.getByRole('region', { name: 'Verdict' })).toContainText(
    'You predicted: “No: the clients are collected.”',
  );
  await expect(root.getByRole('region', { name: 'Verdict' })).toContainText('Not so.');
  await expect(root.getByRole('status').filter({ hasText: 'Verdict' })).toContainText(/leaking/i);

  await keyboard.press('Escape');
  await pressUntil(page, 'Shift+Tab', root.getByRole('button', { name: 'Check', exact: true }));
  await keyboard.press('Enter');
  await expect(root).toHaveAttribute('data-check', 'not-solved', { timeout: 40_000 });
  await tabTo('Hint 1');
  await keyboard.press('Enter');
  await expect(root.getByText('Which line makes the new key?')).toBeVisible();
  await tabTo('Show in the code');
  await keyboard.press('Enter');
  await expect(root.locator('.cm-activeLine')).toContainText('MagicOnionClient.create');
  await write(solutionOf('method-caching'));
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await pressUntil(page, 'Shift+Tab', root.getByRole('button', { name: 'Check', exact: true }));
  await keyboard.press('Enter');
  await expect(root).toHaveAttribute('data-check', 'solved', { timeout: 40_000 });
  await expect(root.getByRole('region', { name: 'The exercise' })).toContainText('What you avoided');
  expect(await findings(page)).toEqual([]);
  await keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Complete a word.');
  expect(await findings(page)).toEqual([]);
  await keyboard.press('Escape');
  expect(await unspoken(page)).toEqual([]);
  const said = await announced();
  const inOrder = [
    'Ready.',
    'Running.',
    /^Your run: leaking\. Not so\./,
    'Verdict: Leaking.',
    /^Not solved yet/,
    /^Solved/,
  ];
  let at = 0;
  for (const sentence of inOrder) {
    at = said.findIndex((words, index) => index >= at && words.match(sentence)) + 1;
    expect(at, `${sentence} in ${said.join(' | ')}`).toBeGreaterThan(0);
  }
  expect(said.filter((words, index) => words === said[index - 1])).toEqual([]);
  await tabTo(/^Next: /, 'link');
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/lessons\/the-leak\//);
});

test('two files stand beside each other, both to be edited, where there is room', async ({ page }) => {
  const { root } = await SandboxPage.open(page, 'first-sum', '?runtime=tab');
  await root.getByRole('button', { name: 'Beside' }).press('Enter');
  const chosen = root.getByRole('combobox', { name: 'File beside' });
  await expect(chosen).toHaveValue('wire.ts');
  const second = root.locator('.lab-second .cm-content');
  await root.getByRole('group', { name: /^Editor for wire\.ts/ }).press('Enter');
  await expect(second).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.insertText('// beside\n');
  expect(await findings(page)).toEqual([]);
  await root.getByRole('tab', { name: /^wire\.ts/ }).click();
  await expect(chosen).toHaveValue('client.ts');
  await expect(root.locator('.lab-editor > .lab-codemirror .cm-content')).toContainText('// beside');
  await page.setViewportSize({ width: 700, height: 800 });
  await expect(second).toBeHidden();
});

test('a question is answered by a curve over the empty chart, drawn by pointer or keys, and held against the run', async ({
  page,
}) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab');
  const { root } = sandbox;
  // However wide a table of the text is, no text lies below the sandbox.
  const text = (await page.locator('main').boundingBox())!;
  expect(text.x + text.width).toBeLessThanOrEqual((await root.boundingBox())!.x + 1);
  const pad = root.getByRole('slider', { name: /The floor as you expect it/ });
  const { x, y, width, height } = (await pad.boundingBox())!;
  await page.mouse.move(x + 2, y + height * 0.8);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.2, y + height * 0.3, { steps: 5 });
  await page.mouse.move(x + width - 2, y + height * 0.3, { steps: 9 });
  await page.mouse.up();
  await expect(root.getByRole('radio', { name: 'At first, then it levels off.' })).toBeChecked();
  expect(await findings(page)).toEqual([]);
  await root.getByRole('button', { name: 'Erase' }).press('Enter');
  await expect(root.getByRole('radio', { checked: true })).toHaveCount(0);
  await pad.focus();
  for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  await expect(pad).toHaveAttribute('aria-valuetext', 'Point 5 of 5, at 75% of the height');
  await expect(root.getByRole('radio', { name: 'Yes.' })).toBeChecked();
  await sandbox.press('Run');
  await sandbox.verdict('leaking');
  const verdict = root.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toContainText('You drew a floor that rises all the time.');
  await expect(verdict).toContainText('Right.');
  await expect(verdict).toContainText('Dashed, the floor that you drew');
  expect(await findings(page)).toEqual([]);
});

test('a question that asks for a number takes any, and answers wrong ones each by its own sentence', async ({
  page,
}) => {
  const sandbox = await SandboxPage.open(page, 'lifetimes', '?runtime=tab');
  const { root } = sandbox;
  await root.getByRole('spinbutton', { name: 'Your number' }).fill('37');
  await root.getByRole('button', { name: 'Answer' }).press('Enter');
  await expect(root.getByText('You predicted: “37”')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await sandbox.press('Run');
  await sandbox.verdict('leaking');
  await expect(root.getByRole('region', { name: 'Verdict' })).toContainText('How often does a request ask?');
});

test('another site’s page holds a sandbox in a frame, which opens and runs in this tab', async ({ page }) => {
  // As published: a server of ours has a runtime on this machine, and lets no other site frame it.
  await using site = await staticSite();
  const body = `<iframe src="${site.base.replace('127.0.0.1', 'localhost')}/embed/method-caching/" width="1000" height="700"></iframe>`;
  const elsewhere = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(body),
  ).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Open sandbox' }).click();
  const root = frame.locator('[data-sandbox]');
  await expect(root).toHaveAttribute('data-state', 'idle', { timeout: 30_000 });
  await expect(root).toHaveAttribute('data-runtime', 'tab');
  await frame.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(root.locator('[data-stat=calls] dd')).toHaveText(/[1-9]/, { timeout: 30_000 });
  elsewhere.close();
});

/** Presses a key until the focus is there. */
async function pressUntil(page: Page, key: string, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await wanted.evaluateAll((all) => all.includes(document.activeElement as HTMLElement))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Eighty presses of ${key} did not reach ${wanted}.`);
}

import { expect, test } from '@playwright/test';
import { findings } from './support/accessible.ts';
import { letIn } from './support/key.ts';
import { SandboxPage } from './support/sandbox-page.ts';

const runtimeButton = (sandbox: SandboxPage) => sandbox.root.getByRole('button', { name: /^Runs on:/ });

test('a learner moves a sandbox to the tab by keyboard: what runs stops, edits come along, other lessons remember it', {
  tag: '@measures',
}, async ({ page }) => {
  const sandbox = await SandboxPage.open(page, 'method-caching');
  await expect(sandbox.root).toHaveAttribute('data-runtime', 'local');
  await sandbox.write('// mine\n');
  await sandbox.press('Solution');
  await sandbox.press('Apply solution');
  await sandbox.press('Run');
  await sandbox.verdict('steady');

  await runtimeButton(sandbox).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Where this sandbox runs' });
  await expect(dialog.locator('[data-fact=http2]')).toContainText('node:http2');
  await expect(dialog.locator('[data-fact=node]')).toContainText(/^Node\d+\.\d+\.\d+$/);
  await dialog.getByRole('radio', { name: /this machine’s Node/ }).focus();
  await page.keyboard.press('ArrowUp'); // From the first around to the last.
  await expect(dialog.getByRole('radio', { name: /this browser tab/ })).toBeChecked();
  expect(await findings(page)).toEqual([]);
  // Choosing alone stops nothing.
  await expect(sandbox.root).toHaveAttribute('data-state', 'running');
  await dialog.getByRole('button', { name: 'Run it there' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(runtimeButton(sandbox)).toBeFocused();
  await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
  await sandbox.state('idle');
  await expect(sandbox.root.getByRole('button', { name: 'Bring my version back' })).toBeVisible();
  expect(await sandbox.checkThrough()).toBe('solved');
  await sandbox.solved(true);

  const other = await SandboxPage.open(page, 'the-leak');
  await expect(other.root).toHaveAttribute('data-runtime', 'tab');
  const named = await SandboxPage.open(page, 'method-caching', '?runtime=local');
  await expect(named.root).toHaveAttribute('data-runtime', 'local');
});

test('Escape leaves the choice, and nothing has changed', async ({ page }) => {
  await letIn(page);
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab');
  await runtimeButton(sandbox).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('[data-fact=heap]')).toContainText('Bytes, from the tab.');
  await dialog.getByRole('radio', { name: /this machine’s Node/ }).check();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(runtimeButton(sandbox)).toBeFocused();
  await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
});

test('a page opened without the key says how to get in and offers the tab; the printed address lets its browser in', async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto('/lessons/method-caching/');
  const sandbox = SandboxPage.of(page, 'method-caching');
  await sandbox.press('Open sandbox');
  const trouble = await sandbox.trouble();
  expect(trouble.reason).toBe('no-key');
  expect(trouble.text).toContain('“npm start” printed last');
  expect(await findings(page)).toEqual([]);
  await sandbox.root.getByRole('button', { name: 'Use the tab instead' }).click();
  await expect(sandbox.root).toHaveAttribute('data-runtime', 'tab');
  await sandbox.state('idle');

  await letIn(page);
  // What browsers send to every port of the machine, or who serves at this one another day could read, is not there.
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
    process.env.LEAK_LAB_KEY,
  );
  expect(await page.evaluate(extractableKeys)).toEqual([false]);
  const local = await SandboxPage.open(page, 'method-caching', '?runtime=local');
  await expect(local.root).toHaveAttribute('data-runtime', 'local');
  await runtimeButton(local).click();
  await expect(page.getByRole('dialog').locator('[data-fact=wall]')).toContainText(/Bubblewrap|permission model alone/);
  await page.context().close();
});

/** In a page: of each key that its origin keeps, whether a script can take it out. */
const extractableKeys = (): Promise<boolean[]> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('leak-lab-key');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asked = opening.result.transaction('keys').objectStore('keys').getAll() as IDBRequest<CryptoKey[]>;
      asked.onsuccess = () => resolve(asked.result.map(({ extractable }) => extractable));
    };
  });

for (const { home, lesson, button } of [
  { home: '/', lesson: '/lessons/method-caching/', button: /Search/ },
  { home: '/zh-cn/', lesson: '/zh-cn/lessons/method-caching/', button: /搜索/ },
]) {
  test(`${lesson} is cross-origin isolated, and its search works; ${home} is not`, async ({ page }) => {
    await page.goto(home);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.goto(lesson);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const problems: string[] = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('GrpcChannel');
    await expect(page.getByRole('dialog').getByRole('link').first()).toBeVisible({ timeout: 15_000 });
    expect(page.workers().length).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });
}

test('the tab runtime shows the bytes of its own frame on an isolated page', { tag: '@measures' }, async ({ page }) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await sandbox.press('Run');
  await sandbox.verdict('leaking');
  expect(Object.keys((await sandbox.samples()).at(-1)!)).toContain('Heap used');
});

import { expect, test, type Page } from '@playwright/test';
import { onFastLine } from './support/line.ts';
import { SandboxPage } from './support/sandbox-page.ts';
import { staticSite } from './support/static-site.ts';

/** What the policy of the page itself has blocked so far. Asked for before the page is gone to. */
async function blocked(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    if (self !== top) return;
    const found: string[] = [];
    Object.assign(window, { blocked: found });
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      found.push(`${effectiveDirective} ${blockedURI} ${sample}`),
    );
  });
  return () => page.evaluate(() => (window as unknown as { blocked: string[] }).blocked);
}

test('what the pages themselves do is within their policy: theme, menus, search, editor, types, runs, chart', async ({
  page,
}) => {
  const found = await blocked(page);
  await onFastLine(page);
  for (const path of ['/', '/glossary/', '/progress/', '/sandboxes/', '/nothing/', '/zh-cn/lessons/the-leak/']) {
    await page.goto(path);
    await page.locator('starlight-theme-select select').first().selectOption('dark');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    expect(await found(), path).toEqual([]);
  }

  const sandbox = await SandboxPage.open(page, 'method-caching');
  await page.getByRole('button', { name: /Search/ }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('keys');
  await expect(page.getByRole('dialog').getByRole('link').first()).toBeVisible({ timeout: 15_000 });
  await page.keyboard.press('Escape');
  await sandbox.editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('nothing.of.the.kind;');
  await expect(sandbox.root.locator('.cm-lintRange-error').first()).toBeVisible({ timeout: 60_000 });
  await sandbox.press('Solution');
  await sandbox.press('Apply solution');
  await sandbox.press('Run');
  await sandbox.verdict('steady');
  await sandbox.press('Stop');
  await sandbox.state('idle');
  expect(await found()).toEqual([]);
});

test('a static host’s pages have it too, and the tab runtime runs within', async ({ page }) => {
  await using site = await staticSite();
  const found = await blocked(page);
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab', site.base);
  await sandbox.press('Run');
  await sandbox.called();
  await sandbox.press('Stop');
  await sandbox.state('idle');
  expect(await found()).toEqual([]);
});

test('a script that slipped into a page does not run, wherever it comes from', async ({ page }) => {
  await using stranger = await staticSite();
  const asked = stranger.requested;
  const found = await blocked(page);
  await page.goto('/lessons/method-caching/');
  await page.evaluate(async (host) => {
    const script = (properties: object) =>
      document.body.append(Object.assign(document.createElement('script'), properties));
    const told = (text: string) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    script({ textContent: 'window.ran = "inline"' });
    script({ src: told('window.ran = "blob"') });
    script({ src: 'data:text/javascript,window.ran = "data"' });
    script({ src: `${host}/favicon.svg?script` });
    document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="window.ran = `handler`">');
    document.body.insertAdjacentHTML('beforeend', '<iframe srcdoc="<script>parent.ran = `frame`</script>"></iframe>');
    document.body.insertAdjacentHTML('beforeend', `<iframe src="${host}/?frame"></iframe>`);
    document.body.insertAdjacentHTML('beforeend', '<a href="javascript:window.ran = `link`">link</a>');
    document.body.lastElementChild!.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    await Promise.allSettled([fetch(`${host}/?fetch`), import(`${host}/?module`)]);
  }, stranger.base);
  await expect.poll(async () => (await found()).length).toBeGreaterThanOrEqual(9);
  expect(await page.evaluate(() => (window as { ran?: string }).ran)).toBeUndefined();
  expect(asked).toEqual([]);
});

import { expect, test, type Page } from '@playwright/test';
import { letIn } from './support/key.ts';
import { patience } from './support/sandbox-page.ts';

/** Nothing but this machine may be asked for anything. Returns the addresses that were, all the same. */
async function strangers(page: Page): Promise<string[]> {
  const asked: string[] = [];
  await page.route(/.*/, (route) => {
    const { hostname, protocol } = new URL(route.request().url());
    if (['localhost', '127.0.0.1'].includes(hostname) || protocol === 'data:') return route.continue();
    asked.push(route.request().url());
    return route.abort();
  });
  return asked;
}

for (const { home, language, button, query, found, count } of [
  {
    home: '/',
    language: 'en',
    button: /Search/,
    query: 'equal names are not equal keys',
    found: '/lessons/method-caching/',
    count: /results? for/,
  },
  {
    home: '/zh-cn/',
    language: 'zh-CN',
    button: /搜索/,
    query: '名称相同',
    found: '/zh-cn/lessons/method-caching/',
    count: /找到 \d+ 条/,
  },
]) {
  test(`${home}: search finds the lesson in its own language, without a stranger's help`, async ({ page }) => {
    const asked = await strangers(page);
    await page.goto(home);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('dialog').getByRole('textbox').fill(query);
    const links = page.getByRole('dialog').getByRole('link');
    await expect(links.first()).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole('dialog')).toContainText(count);
    const addresses = () =>
      links.evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
    // They come one after the other.
    await expect.poll(addresses).toContain(found);
    expect((await addresses()).every((address) => address.startsWith('/zh-cn/') === (language === 'zh-CN'))).toBe(true);
    expect(asked).toEqual([]);
  });
}

for (const { home, run, lesson } of [
  { home: '/', run: 'Run it', lesson: 'Sandbox method-caching' },
  { home: '/zh-cn/', run: '运行看看', lesson: '沙盒 method-caching' },
]) {
  test(`${home}: its button opens the sandbox of the leak and runs it; the same address by itself runs nothing`, async ({
    page,
  }) => {
    await letIn(page, home);
    await page.getByRole('link', { name: run }).click();
    const sandbox = page.getByRole('region', { name: lesson });
    await expect(sandbox).toHaveAttribute('data-state', 'running', { timeout: patience });
    await page.reload();
    await expect(sandbox).toHaveAttribute('data-state', 'idle', { timeout: patience });
    await expect(sandbox).toHaveAttribute('data-verdict', 'none');
  });
}

test('a wide screen has the sandbox beside the text and keeps it in view; a narrower one has it in the text', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1000 });
  await page.goto('/lessons/method-caching/');
  const sandbox = (await page.locator('leak-sandbox').boundingBox())!;
  const text = (await page.getByRole('heading', { name: 'When does it grow?' }).boundingBox())!;
  expect(text.x + text.width).toBeLessThan(sandbox.x);
  await page.getByRole('heading', { name: 'What to remember' }).scrollIntoViewIfNeeded();
  await expect(page.locator('leak-sandbox').getByRole('button', { name: 'Open sandbox' })).toBeInViewport();

  await page.setViewportSize({ width: 1280, height: 1000 });
  await expect(page.locator('leak-sandbox')).not.toBeInViewport();
});

test('the search is there when the keyboard opens it, takes what is typed, and says so where it cannot be loaded', async ({
  page,
}) => {
  await page.route(/ui-core/, (route) => route.abort());
  await page.goto('/', { waitUntil: 'networkidle' });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toContainText('The search could not be loaded');
  await page.keyboard.press('Escape');
  await page.unrouteAll();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
  await expect(page.getByRole('dialog')).not.toContainText('could not be loaded');
});

test('a recording is read without JavaScript: curves, sentence and table', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL}/lessons/method-caching/`);
  const recording = page.locator('[data-recording=method-caching]');
  await expect(recording.getByRole('img')).toHaveAccessibleName(
    /As given, leaking: the floor goes from .* MB to .* MB in .* calls.*Solved, steady/s,
  );
  await recording.locator('summary').click();
  await expect(recording.getByRole('row', { name: /Growth per client/ })).toContainText(/[\d.]+ (?:bytes|kB)/);
  await context.close();
});

test('where storage is blocked, a page follows the colour scheme, and the reader’s choice of one', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get() {
        throw new DOMException('Access is denied.', 'SecurityError');
      },
    }),
  );
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/progress/');
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-theme', 'light');
  await page.locator('starlight-theme-select select').first().selectOption('dark');
  await expect(html).toHaveAttribute('data-theme', 'dark');
});

test('an address that leads nowhere says so in both languages', async ({ page }) => {
  const response = await page.goto('/zh-cn/nowhere/');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('main')).toContainText('There is no page at this address');
  await expect(page.getByRole('main')).toContainText('这个地址没有页面');
});

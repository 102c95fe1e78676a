import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';

// The same for the servers that the tests start and for the browsers that they drive: workers inherit it.
process.env.LEAK_LAB_KEY ??= randomBytes(16).toString('base64url');

/** Has the page's browser come by the address that `npm start` prints, and keep the key. */
export async function letIn(page: Page, base = ''): Promise<void> {
  await page.goto(`${base}/404.html?key=${process.env.LEAK_LAB_KEY}`);
  await page.waitForURL((url) => !url.searchParams.has('key'));
}

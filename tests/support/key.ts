import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';

// The same for the servers that the tests start and for the browsers that they drive: workers inherit it.
process.env.LEAK_LAB_KEY ??= randomBytes(16).toString('base64url');

/** Has the page's browser come to an address of the site as to the one that `npm start` prints, and keep the key. What is there by default is next to nothing to load. */
export async function letIn(page: Page, address = '/favicon.svg'): Promise<void> {
  await page.goto(`${address}${address.includes('?') ? '&' : '?'}key=${process.env.LEAK_LAB_KEY}`);
  await page.waitForURL((url) => !url.searchParams.has('key'));
}

/** Goes to an address as a reader would: by way of the key where a server of ours has the local runtime, and the sandbox may want it. */
export async function goTo(page: Page, address: string): Promise<void> {
  const needsKey = /^(?:http:\/\/localhost:|\/)/.test(address) && !address.includes('runtime=tab');
  await (needsKey ? letIn(page, address) : page.goto(address));
}

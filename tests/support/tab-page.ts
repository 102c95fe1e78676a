import { test as base, type Page } from '@playwright/test';
import { SandboxPage } from './sandbox-page.ts';
import { sharingSandbox } from './shared-sandbox.ts';
import { staticSite } from './static-site.ts';
import { solutionOf } from './templates.ts';

/** A static host without any server of ours, and the site on it. */
export const test = base.extend<{ site: Awaited<ReturnType<typeof staticSite>> }>({
  site: async ({}, use) => {
    await using site = await staticSite();
    await use(site);
  },
});

/** The sandbox of method caching, on such a host. */
export const testOnOnePage = sharingSandbox(async (browser, _baseURL, use) => {
  await using site = await staticSite();
  const page = await browser.newPage();
  await use(await open(page, 'method-caching', site));
  await page.close();
});

/** The frames that stand ready for a program, or hold one, of all sandboxes of the page. */
export const programFrames = (page: Page) =>
  page.locator('body > iframe[title="Sandbox"]').contentFrame().locator('body > iframe');

export const open = (page: Page, exercise: string, site: { base: string }) =>
  SandboxPage.open(page, exercise, '?runtime=tab', site.base);

export async function run(sandbox: SandboxPage, text: string): Promise<void> {
  await sandbox.write(text);
  await sandbox.press('Run');
}

/** Runs a program that calls for ever; calls come in. */
export async function calls(sandbox: SandboxPage): Promise<void> {
  await run(sandbox, solutionOf('method-caching'));
  await sandbox.called();
}

/** Calls come in, and the run can be stopped. */
export async function works(sandbox: SandboxPage): Promise<void> {
  await calls(sandbox);
  await sandbox.press('Stop');
  await sandbox.state('idle');
}

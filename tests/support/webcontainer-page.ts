import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { remoteEnd, useRemote } from '../fake-webcontainer/remote-end.ts';
import { SandboxPage } from './sandbox-page.ts';
import { isolation, staticSite } from './static-site.ts';

export type Remote = Awaited<ReturnType<typeof remoteEnd>>;

/** Hosts of the real service that cannot be reached, by the end of their names. */
export type Down = Set<string>;

/** The site on a static host, and a fake of the remote end: tests/fake-webcontainer/README.md says what that shows and what it does not. */
export const test = base.extend<{
  host: Awaited<ReturnType<typeof staticSite>>;
  site: string;
  remote: Remote;
  down: Down;
}>({
  host: async ({}, use) => {
    await using host = await staticSite(isolation);
    await use(host);
  },
  site: ({ host }, use) => use(host.base),
  down: async ({ context }, use) => {
    const down: Down = new Set();
    await standIn(context, down);
    await use(down);
  },
  remote: async ({ context, host }, use) => {
    await using remote = await remoteEnd();
    await useRemote(context, remote, host);
    await use(remote);
  },
});

/** Answers in place of the real service's hosts; but for those that are down. */
async function standIn(context: BrowserContext, down: Down): Promise<void> {
  await context.route(/^https:/, (route) => {
    const { hostname } = new URL(route.request().url());
    if ([...down].some((end) => hostname.endsWith(end))) return route.abort('addressunreachable');
    return route.fulfill({ status: 204, headers: { 'Cross-Origin-Resource-Policy': 'cross-origin' } });
  });
}

export const open = (page: Page, exercise: string, site: string) =>
  SandboxPage.open(page, exercise, '?runtime=webcontainer', site);

/** Opens a sandbox that takes the first runtime that comes up, and lets whatever keeps one from it pass its time-out. */
export async function openAny(page: Page, site: string): Promise<SandboxPage> {
  await page.clock.install();
  await page.goto(`${site}/lessons/method-caching/`);
  const sandbox = SandboxPage.of(page, 'method-caching');
  await sandbox.press('Open sandbox');
  return sandbox;
}

export async function runs(sandbox: SandboxPage): Promise<void> {
  await sandbox.press('Run');
  // Until it boots, the page shows the figures of the run before.
  await sandbox.state('running');
  await sandbox.called();
}

export async function stops(sandbox: SandboxPage): Promise<void> {
  await sandbox.press('Stop');
  await sandbox.state('idle');
}

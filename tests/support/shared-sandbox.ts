import { test as base, type Browser } from '@playwright/test';
import type { SandboxPage } from './sandbox-page.ts';

/**
 * Tests of which all that a worker runs share one sandbox: each leaves it idle, and writes its own program. Most of a short test's time goes into
 * opening one. `open` passes it to `use`, and puts away what it took once that is over.
 */
export const sharingSandbox = (
  open: (browser: Browser, baseURL: string, use: (sandbox: SandboxPage) => Promise<void>) => Promise<void>,
) =>
  base.extend<Record<never, never>, { sandbox: SandboxPage }>({
    sandbox: [async ({ browser }, use, { project }) => open(browser, project.use.baseURL!, use), { scope: 'worker' }],
  });

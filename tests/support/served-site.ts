import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chromium, firefox, type Page } from '@playwright/test';
import { browserFlags, requireBrowser } from '../browser.ts';
import { firefoxOptions } from '../firefox/firefox.ts';
import './key.ts';
import { root } from './templates.ts';

/** Starts the built site with the local runtime, and resolves when it is served. */
export async function startSite(port: number): Promise<ChildProcess> {
  const server = spawn(process.execPath, ['--disable-sigusr1', 'site/server/start.ts', '--no-build'], {
    cwd: root,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  return server;
}

export type Browser = 'chromium' | 'firefox';

const launch = {
  chromium: () => chromium.launch({ executablePath: requireBrowser(), args: browserFlags }),
  firefox: () => firefox.launch(firefoxOptions()),
};

/** The built site with the local runtime, as `npm start` serves it, and a page of a browser; both end on dispose. */
export async function servedSite(
  port: number,
  browser: Browser = 'chromium',
): Promise<{ page: Page; base: string } & AsyncDisposable> {
  const server = await startSite(port);
  const launched = await launch[browser]();
  return {
    page: await launched.newPage(),
    base: `http://localhost:${port}`,
    async [Symbol.asyncDispose]() {
      await launched.close();
      server.kill();
      await once(server, 'exit');
    },
  };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Page } from '@playwright/test';
import { browserFlags, requireBrowser } from '../browser.ts';
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

/** The built site with the local runtime, as `npm start` serves it, and a page of a Chromium; both end on dispose. */
export async function servedSite(port: number): Promise<{ page: Page; base: string } & AsyncDisposable> {
  const server = await startSite(port);
  const browser = await chromium.launch({ executablePath: requireBrowser(), args: browserFlags });
  return {
    page: await browser.newPage(),
    base: `http://localhost:${port}`,
    async [Symbol.asyncDispose]() {
      await browser.close();
      server.kill();
      await once(server, 'exit');
    },
  };
}

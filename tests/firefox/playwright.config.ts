import { defineConfig } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import '../support/key.ts';
import { firefoxOptions } from './firefox.ts';

/** npm run test:firefox: the built site in a stock Firefox. Apart from npm test, which should stay short and ask for one browser only. */
const port = Number(process.env.PORT ?? 4397);
const { channel, ...launchOptions } = firefoxOptions();

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/firefox',
  workers: 1,
  retries: 1,
  timeout: 150_000,
  reporter: 'list',
  use: {
    browserName: 'firefox',
    channel,
    baseURL: `http://localhost:${port}`,
    launchOptions,
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'node --disable-sigusr1 site/server/start.ts --no-build',
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, PORT: String(port) } as Record<string, string>,
    url: `http://localhost:${port}/`,
    stdout: 'ignore',
  },
});

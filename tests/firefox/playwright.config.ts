import { defineConfig } from '@playwright/test';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import '../support/key.ts';
import { requireFirefox } from './firefox.ts';

/** npm run test:firefox: the built site in a stock Firefox. Apart from npm test, which should stay short and ask for one browser only. */
const port = Number(process.env.PORT ?? 4397);

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/firefox',
  workers: 1,
  retries: 1,
  timeout: 150_000,
  reporter: 'list',
  use: {
    browserName: 'firefox',
    // Playwright's way to a Firefox that is not its own build.
    channel: 'moz-firefox',
    baseURL: `http://localhost:${port}`,
    launchOptions: {
      executablePath: fileURLToPath(new URL('relay.ts', import.meta.url)),
      // The relay is a program of this Node, not of another that the system may have.
      env: {
        ...process.env,
        FIREFOX: requireFirefox(),
        PATH: dirname(process.execPath) + delimiter + process.env.PATH,
      } as Record<string, string>,
    },
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

import { defineConfig, devices } from '@playwright/test';
import { browserFlags, requireBrowser } from './browser.ts';
import { letIn } from './support/key.ts';

/** The built site with the local runtime. Specs that need another server start it themselves. */
const port = Number(process.env.PORT ?? 4399);

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 2,
  // Walks through every exercise take their time: `npm run test:course` makes them all.
  grepInvert: /@on-demand/,
  projects: [
    { name: 'pages', testMatch: /(pages|site|trouble)\.spec\.ts/, fullyParallel: true },
    // Heaps are measured: two at once on two cores would only slow each other down.
    {
      name: 'sandboxes',
      testMatch: /\.spec\.ts/,
      testIgnore: /(pages|site|trouble|firefox)\.spec\.ts/,
      workers: 1,
      dependencies: ['pages'],
    },
  ],
  // A second try tells a busy machine from a fault; the report lists what needed it as flaky.
  retries: 1,
  timeout: 90_000,
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    channel: undefined,
    baseURL: `http://localhost:${port}`,
    storageState: letIn,
    launchOptions: { executablePath: requireBrowser(), args: browserFlags },
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'node --disable-sigusr1 site/server/start.ts --no-build',
    cwd: new URL('..', import.meta.url).pathname,
    env: { ...process.env, PORT: String(port) } as Record<string, string>,
    url: `http://localhost:${port}/`,
    stdout: 'ignore',
  },
});

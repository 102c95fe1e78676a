import { defineConfig, devices } from '@playwright/test';
import { browserFlags, quickBrowser, requireBrowser } from './browser.ts';
import './support/key.ts';

/** The built site with the local runtime. Specs that need another server start it themselves. */
const port = Number(process.env.PORT ?? 4399);

const launch = (executablePath: string) => ({ executablePath, args: browserFlags });

const testMatch = /\.spec\.ts/;
const testIgnore = /firefox\.spec\.ts/;

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/browser',
  fullyParallel: true,
  // A test in a browser waits for a third of its time: a third one beside two keeps two cores at work.
  workers: 3,
  // Walks through every exercise take their time: `npm run test:course` makes them all.
  grepInvert: /@on-demand/,
  projects: [
    {
      name: 'together',
      testMatch,
      testIgnore,
      grepInvert: [/@on-demand/, /@measures/],
      use: { launchOptions: launch(quickBrowser()) },
    },
    // What heaps do is measured: beside nothing but its like. A verdict takes its time however many calls it is told of; of five at once, on two cores, it had
    // too few when that was over.
    { name: 'apart', testMatch, testIgnore, grep: /@measures/, dependencies: ['together'], timeout: 480_000 },
  ],
  // A second try tells a busy machine from a fault; npm test names what needed it.
  retries: 1,
  timeout: 240_000,
  // What is awaited comes, on a machine that is busy with three of these later than Playwright's five seconds.
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json']],
  use: {
    ...devices['Desktop Chrome'],
    channel: undefined,
    baseURL: `http://localhost:${port}`,
    launchOptions: launch(requireBrowser()),
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

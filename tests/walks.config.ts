import { defineConfig } from '@playwright/test';
import everyday from './playwright.config.ts';

// `npm run walks`: a hundred from the first on, or WALKS of them from SEED on. One that fails names its steps, and `WALKS=1 SEED=…` walks it again.
process.env.WALKS ??= '100';

/** Random walks through an open sandbox. */
export default defineConfig({
  ...everyday,
  grep: /@random/,
  grepInvert: [],
  retries: 0,
  reporter: [['list']],
  projects: [{ name: 'walks', testMatch: /walks\.spec\.ts/, workers: 2 }],
});

import { defineConfig } from '@playwright/test';
import firefox from './playwright.config.ts';

/** npm run test:firefox:csharp: every exercise in C#, as given and solved, in a stock Firefox. */
export default defineConfig({
  ...firefox,
  testDir: '..',
  testMatch: 'csharp.spec.ts',
  grep: /what is given fails its check/,
  retries: 0,
  timeout: 200_000,
  expect: { timeout: 15_000 },
});

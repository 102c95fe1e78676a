import { defineConfig } from '@playwright/test';
import everyday from './playwright.config.ts';

/** The whole course: every walk through an exercise, in each language and runtime, and what else `npm test` leaves out for its length. */
export default defineConfig({
  ...everyday,
  grep: /@walk|@on-demand/,
  grepInvert: [],
  reporter: [['list'], ['json', { outputFile: '../test-results/course.json' }]],
  projects: [{ name: 'course', testMatch: /\.spec\.ts/, workers: 1 }],
});

import { defineConfig } from '@playwright/test';
import everyday from './playwright.config.ts';

/** The whole course: every walk through an exercise, in each language and runtime. */
export default defineConfig({
  ...everyday,
  grep: /@walk/,
  grepInvert: [],
  reporter: [['list'], ['json', { outputFile: '../test-results/course.json' }]],
  projects: [{ name: 'course', testMatch: /\.spec\.ts/, workers: 1 }],
});

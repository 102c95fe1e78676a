import { defineConfig } from 'vitest/config';
import { defineSettings, readSettings } from '../site/build/settings.ts';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  // The site's own defaults, whatever this machine's environment says.
  define: defineSettings(readSettings({})),
  test: {
    include: ['{site,sandbox-templates,tests}/**/*.test.ts'],
    exclude: ['tests/{wrong,right}-answers.test.ts'],
    // The tests start servers, clients and real processes on a machine that may have two cores.
    maxWorkers: 2,
    // Heaps and real processes on a busy machine: a second try tells a hiccup from a fault. Vitest names what needed it.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

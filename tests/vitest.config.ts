import { defineConfig } from 'vitest/config';
import { defineSettings, readSettings } from '../site/build/settings.ts';
import { LongestFirst } from './support/longest-first.ts';

const exclude = ['tests/{wrong,right}-answers.test.ts'];
/** They leave nothing behind that another would find. To start a process for each, and load its modules again, takes longer than what they do. */
const sharing = [
  'site/{build,language,learning-platform,progress,recordings,strings,workbench}/**/*.test.ts',
  'site/insight/{,dumps,dumps/gcdump,dumps-page,frames/**}/*.test.ts',
  'site/sandbox/{errors,exercises,files,flow,protocol,run,verdict}/*.test.ts',
  'site/sandbox/runtimes/{,csharp,tab}/*.test.ts',
  'sandbox-templates/http2/{connection,fields,frames,hpack}/*.test.ts',
  'sandbox-templates/sum/**/*.test.ts',
];
const measuring = ['tests/exercises.test.ts', 'tests/answers.test.ts'];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  // The site's own defaults, whatever this machine's environment says.
  define: defineSettings(readSettings({})),
  test: {
    exclude,
    reporters: ['default', './tests/support/nothing-ran.ts'],
    // A test that starts servers, clients and real processes waits for a third of its time: a third file beside two keeps two cores at work.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Heaps and real processes on a busy machine: a second try tells a hiccup from a fault. npm test names what needed it.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Its own second is over before a busy machine has come to what is waited for.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'each',
          include: ['{site,sandbox-templates,tests}/**/*.test.ts'],
          exclude: [...exclude, ...measuring, ...sharing],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'sharing',
          include: sharing,
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      // What heaps and calls do is measured: apart from the rest, three checks of each file at a time, since a verdict takes its time however many
      // calls it is told of. A check goes on where its patience was over first (`check-on-node.ts`).
      {
        extends: true,
        test: {
          name: 'measures',
          include: measuring,
          testTimeout: 180_000,
          maxConcurrency: 3,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

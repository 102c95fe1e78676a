import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readPlaywright, readVitest, reported, single, sum } from './reports.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leak-lab-reports-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, value: unknown): string {
  writeFileSync(join(folder, name), JSON.stringify(value));
  return join(folder, name);
}

const counts = { numPassedTests: 3, numFailedTests: 0, numFailedTestSuites: 0, numPendingTests: 1, numTodoTests: 0 };

test('a test that passed at its second try counts as passed, and is named with what it first failed of', () => {
  const secondTries = [{ name: 'a.test.ts › sums', error: 'expected 1 to be 2' }];
  const unit = readVitest(file('unit.json', counts), file('tries.json', secondTries));
  const browser = readPlaywright(
    file('browser.json', {
      stats: { expected: 1, flaky: 1, unexpected: 0, skipped: 0 },
      suites: [
        {
          suites: [
            {
              specs: [
                { file: 'a.spec.ts', title: 'runs', tests: [{ status: 'expected', results: [{}] }] },
                {
                  file: 'a.spec.ts',
                  title: 'leaks',
                  tests: [{ status: 'flaky', results: [{ error: { message: 'Timed out\nat …' } }, {}] }],
                },
              ],
            },
          ],
        },
      ],
    }),
  );
  expect(sum([unit, browser])).toEqual({
    passed: 5,
    failed: 0,
    skipped: 1,
    secondTries: [...secondTries, { name: 'a.spec.ts › leaks', error: 'Timed out' }],
  });
});

test('a file that did not load is a failure, though none of its tests failed', () => {
  const unit = readVitest(file('unit.json', { ...counts, numFailedTestSuites: 1 }), file('tries.json', []));
  expect(unit.failed).toBe(1);
});

test('a runner that ended badly, or left no report, has failed', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(reported(false, () => single(true)).failed).toBe(1);
  expect(reported(true, () => readPlaywright(join(folder, 'none.json')))).toEqual(single(false));
  vi.restoreAllMocks();
});

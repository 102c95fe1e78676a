import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** A program of its own, since Vitest defines by itself what a build defines. */
const program = `
  import { exerciseLoader } from './exercise-loader.ts';
  await using loader = await exerciseLoader('../..');
  const { start, solution } = await loader.loadExercise('method-caching');
  console.log([start, solution].map((files) => typeof files['client.ts']).join());
`;

test('loads an exercise without a page, as npm run record does', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
  });
  expect(stdout.trim()).toBe('string,string');
});

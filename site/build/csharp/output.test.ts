import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { giveUp, isBuilt, put, stateOf, sweep } from './output.ts';

let cache = '';
let output = '';
beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'leak-lab-output-'));
  output = path.join(cache, 'hash');
});
afterEach(() => rm(cache, { recursive: true, force: true }));

async function make(by: string): Promise<string> {
  const made = path.join(cache, `building-${by}`);
  await mkdir(made);
  await writeFile(path.join(made, 'manifest.json'), by);
  return made;
}
const manifest = () => readFile(path.join(output, 'manifest.json'), 'utf8');

test('of two builds at once, what the first has put there stays', async () => {
  const [first, second] = [await make('first'), await make('second')];
  await put(first, output);
  expect(await isBuilt(output)).toBe(true);
  await put(second, output);
  expect(await manifest()).toBe('first');
});

test('why one build could not is no word on another that could, whichever comes first', async () => {
  await giveUp(output, 'dotnet was not done within five minutes.');
  expect(await stateOf(output)).toBe('dotnet was not done within five minutes.');
  await put(await make('another'), output);
  expect(await manifest()).toBe('another');
  await giveUp(output, 'dotnet was not done within five minutes.');
  expect(await isBuilt(output)).toBe(true);
});

test('what a build that was ended has left is no output, and in nobody’s way', async () => {
  await mkdir(output);
  await writeFile(path.join(output, 'manifest.json'), 'half');
  expect(await isBuilt(output)).toBe(false);
  await put(await make('whole'), output);
  expect(await manifest()).toBe('whole');
});

test('what nobody has used for a month goes, and what is used stays', async () => {
  const longAgo = new Date(Date.now() - 31 * 24 * 3_600_000);
  for (const name of ['left', 'used', 'building-ended']) {
    await put(await make(name), path.join(cache, name));
    await utimes(path.join(cache, name, 'state'), longAgo, longAgo);
  }
  await rm(path.join(cache, 'building-ended/state'));
  await utimes(path.join(cache, 'building-ended'), longAgo, longAgo);
  await isBuilt(path.join(cache, 'used'));
  await sweep(cache);
  expect(await readdir(cache)).toEqual(['used']);
});

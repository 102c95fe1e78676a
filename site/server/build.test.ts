import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildSite } from './build.ts';
import { project, wallKinds } from './testing/support.ts';
import { removeDirectory } from './machine/remove-directory.ts';

const never = new AbortController().signal;
let site: string;

beforeEach(async () => {
  site = await mkdtemp(path.join(tmpdir(), 'build-'));
  await symlink(path.join(project, 'node_modules'), path.join(site, 'node_modules'));
  await mkdir(path.join(site, 'src/pages'), { recursive: true });
});
afterEach(() => removeDirectory(site));

test('builds into dist/', async () => {
  await writeFile(path.join(site, 'src/pages/index.astro'), '<p>{1 + 1}</p>');
  expect(await buildSite(site, never)).toBeNull();
  expect(await readFile(path.join(site, 'dist/index.html'), 'utf8')).toContain('<p>2</p>');
});

test.skipIf(wallKinds.some(({ missing }) => missing))(
  'builds a checkout whose path Vite does not take, by way of Bubblewrap',
  async () => {
    const odd = path.join(site, `a#b ?c %41 [d] 'e' "f"`);
    await mkdir(path.join(odd, 'src/pages'), { recursive: true });
    await symlink(path.join(project, 'node_modules'), path.join(odd, 'node_modules'));
    await writeFile(path.join(odd, 'src/pages/index.astro'), '<p>{1 + 1}</p>');
    expect(await buildSite(odd, never)).toBeNull();
    expect(await readFile(path.join(odd, 'dist/index.html'), 'utf8')).toContain('<p>2</p>');
  },
);

test('gives what the build said where it failed', async () => {
  await writeFile(path.join(site, 'src/pages/index.astro'), '---\nimport "./nowhere.ts";\n---');
  expect(await buildSite(site, never)).toContain('nowhere.ts');
});

test('tells what will take it long, in the build’s own words, and nothing else', async () => {
  await writeFile(path.join(site, 'src/pages/index.astro'), '---\nconsole.log("C# was left out: why");\n---');
  const [line] = /(?<=log\(')C# is built.*(?='\))/.exec(
    await readFile(path.join(project, 'site/build/csharp/build.ts'), 'utf8'),
  )!;
  await writeFile(path.join(site, 'astro.config.mjs'), `console.log(${JSON.stringify(line)}); export default {};`);
  const told: string[] = [];
  expect(await buildSite(site, never, (said) => told.push(said))).toBeNull();
  expect(told).toEqual([line]);
});

test('ends with the signal', async () => {
  await expect(buildSite(site, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});

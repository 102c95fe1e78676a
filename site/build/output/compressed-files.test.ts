import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressAll } from './compressed-files.ts';

test('what compression makes smaller has both its twins; what is small, or compressed as it is, has none', async () => {
  const [site, cache] = await Promise.all(['site-', 'cache-'].map((name) => mkdtemp(path.join(tmpdir(), name))));
  const text = 'leak '.repeat(1000);
  const files = ['index.html', '_astro/a%20#1.js', '_astro/small.js', 'leak.zip', 'pagefind/index/en.pf_index'];
  for (const file of files) {
    await mkdir(path.dirname(path.join(site!, file)), { recursive: true });
    await writeFile(path.join(site!, file), file.includes('small') ? 'x' : text);
  }
  await compressAll(pathToFileURL(`${site}/`), cache);
  const twins = ['_astro/a%20#1.js', 'index.html'].flatMap((file) => [`${file}.br`, `${file}.gz`]);
  const found = (await readdir(site!, { recursive: true })).map((file) => file.replaceAll('\\', '/'));
  expect(found.filter((file) => /\.(br|gz)$/.test(file)).toSorted()).toEqual(twins);
  expect(String(brotliDecompressSync(await readFile(path.join(site!, 'index.html.br'))))).toBe(text);
  expect(String(gunzipSync(await readFile(path.join(site!, 'index.html.gz'))))).toBe(text);
  await Promise.all([site!, cache!].map((folder) => rm(folder, { recursive: true })));
});

test('what a reader of C# or an opened sandbox waits for is made as small as can be once, and taken again', async () => {
  const [site, cache] = [await mkdtemp(path.join(tmpdir(), 'site-')), await mkdtemp(path.join(tmpdir(), 'cache-'))];
  await mkdir(path.join(site, '_astro'));
  const [like, file, ...same] = ['', ...Array.from({ length: 20 }, (_, i) => `trimmed.${i}.`)].map((prefix) =>
    path.join(site, '_astro', `${prefix}System.Linq.0.dll`),
  );
  const data = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * i) % 251));
  for (const name of [file!, ...same, like!]) await writeFile(name, data);
  await compressAll(pathToFileURL(`${site}/`), cache);
  const made = await readFile(`${file}.br`);
  expect(brotliDecompressSync(made)).toEqual(data);
  expect(made.length).toBeLessThan((await readFile(`${like}.br`)).length);

  for (const name of same) expect(await readFile(`${name}.br`)).toEqual(made);
  const [kept, ...more] = await readdir(cache);
  expect(more).toEqual([]);
  await writeFile(path.join(cache, kept!), 'what was kept');
  await compressAll(pathToFileURL(`${site}/`), cache);
  expect(String(await readFile(`${file}.br`))).toBe('what was kept');
  await Promise.all([site, cache].map((folder) => rm(folder, { recursive: true })));
});

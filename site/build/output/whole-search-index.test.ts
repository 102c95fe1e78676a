import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { wholeSearchIndex } from './whole-search-index.ts';

test('an index with an empty file is written again', async () => {
  const site = await mkdtemp(path.join(tmpdir(), 'leak-lab-site-'));
  const wasm = path.join(site, 'pagefind', 'wasm.unknown.pagefind');
  await mkdir(path.dirname(wasm));
  await writeFile(
    path.join(site, 'index.html'),
    '<!doctype html><html lang="zh-cn"><title>通道</title><main>通道一直在重复使用。</main></html>',
  );
  await writeFile(wasm, '');
  const warnings: string[] = [];
  const done = wholeSearchIndex().hooks['astro:build:done']! as (options: object) => Promise<void>;
  const build = () => done({ dir: pathToFileURL(`${site}/`), logger: { warn: (text: string) => warnings.push(text) } });

  await build();
  expect((await readFile(wasm)).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b])); // Gzip.
  await build();
  expect(warnings).toHaveLength(1);
  await rm(site, { recursive: true });
});

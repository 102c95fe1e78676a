import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { AstroIntegration } from 'astro';

const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)];

/** Text, and what shrinks as text does (of .NET, by more than half). What Pagefind compresses itself has other endings. */
const compressible = /\.(?:html|css|js|json|svg|txt|xml|wasm|dll)$/;
/** Below that, a file is one packet either way. */
const least = 1024; // bytes
/** Of Brotli's 11: the last few take ten times as long, and save a twentieth. */
const quality = 6;

/** Writes `.br` and `.gz` beside each file that is the smaller for it, for servers that send such a file in its stead. */
export function compressedFiles(): AstroIntegration {
  return {
    name: 'leak-lab:compressed-files',
    hooks: { 'astro:build:done': ({ dir }) => compressAll(dir) },
  };
}

/** `folder` ends with a slash. */
export async function compressAll(folder: URL): Promise<void> {
  const root = fileURLToPath(folder);
  const files = (await readdir(root, { recursive: true })).map((file) => file.replaceAll('\\', '/'));
  await Promise.all(files.filter((file) => compressible.test(file)).map((file) => compress(path.join(root, file))));
}

async function compress(file: string): Promise<void> {
  const text = await readFile(file);
  if (text.length < least) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const compressed = { br: await brotli(text, { params }), gz: await gzipped(text, { level: 9 }) };
  for (const [extension, bytes] of Object.entries(compressed))
    if (bytes.length < text.length) await writeFile(`${file}.${extension}`, bytes);
}

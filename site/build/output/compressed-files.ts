import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { AstroIntegration } from 'astro';

const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)];

/** Text, and what shrinks as text does (of .NET, by more than half). What Pagefind compresses itself has other endings. */
const compressible = /\.(?:html|css|js|json|svg|txt|xml|wasm|dll|bin)$/;
/** Below that, a file is one packet either way. */
const least = 1024; // bytes
/** Of Brotli's 11: the last few take ten times as long, and save a twelfth. */
const quality = 6;

/** What a sandbox loads, and the .NET of one in C#: its readers wait for it, and a twelfth of it is much. It is kept from build to build. */
const waitedFor =
  /[\\/]_astro[\\/](?:[^\\/]+\.(?:js|css)|manifest\.[^\\/]+\.json|(?:trimmed|edited)\.[^\\/]+\.dll|dotnet\.native\.[^\\/]+\.wasm|(?:references|(?:trimmed|edited)\.hot-methods)\.[^\\/]+\.bin|documentation\.[^\\/]+\.json)$/;
/** Of a script that is larger, it would hold up a build: the compiler's is loaded beside the page. */
const longestScript = 1e6; // bytes
const keptIn = fileURLToPath(new URL('../../../node_modules/.cache/leak-lab-brotli/', import.meta.url));
const best = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };

/** Writes `.br` and `.gz` beside each file that is the smaller for it, for servers that send such a file in its stead. */
export function compressedFiles(): AstroIntegration {
  return {
    name: 'leak-lab:compressed-files',
    hooks: { 'astro:build:done': ({ dir }) => compressAll(dir) },
  };
}

/** `folder` ends with a slash. */
export async function compressAll(folder: URL, cache: string = keptIn): Promise<void> {
  const root = fileURLToPath(folder);
  const files = (await readdir(root, { recursive: true })).map((file) => file.replaceAll('\\', '/'));
  await Promise.all(
    files.filter((file) => compressible.test(file)).map((file) => compress(path.join(root, file), cache)),
  );
}

async function compress(file: string, cache: string): Promise<void> {
  const text = await readFile(file);
  if (text.length < least) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const br = isWaitedFor(file, text.length) ? await atBest(text, cache) : await brotli(text, { params });
  const compressed = { br, gz: await gzipped(text, { level: 9 }) };
  for (const [extension, bytes] of Object.entries(compressed))
    if (bytes.length < text.length) await writeFile(`${file}.${extension}`, bytes);
}

const isWaitedFor = (file: string, size: number): boolean =>
  waitedFor.test(file) && (size < longestScript || !file.endsWith('.js'));

/** As small as Brotli makes it; where it has been made before, that. */
async function atBest(data: Buffer, cache: string): Promise<Buffer> {
  const file = path.join(cache, `${createHash('sha256').update(data).digest('hex')}.br`);
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const compressed = await brotli(data, { params: { ...best, [constants.BROTLI_PARAM_SIZE_HINT]: data.length } });
  await mkdir(cache, { recursive: true });
  // Whole or not at all: another build may be at it, or a file of the same content.
  const whole = `${file}.${randomUUID()}`;
  await writeFile(whole, compressed);
  await rename(whole, file);
  return compressed;
}

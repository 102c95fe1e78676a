import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const list = 'SHA256SUMS';

/**
 * Writes the files' sums into the folder's list, as `sha256sum --check` reads it. Other files that are still there keep theirs. Resolves to all of it.
 */
export async function checksum(folder: string, files: readonly string[]): Promise<string> {
  const file = path.join(folder, list);
  const before = await readFile(file, 'utf8').catch(() => ''); // there is none yet
  const others = before
    .split('\n')
    .filter((line) => line && !files.includes(line.slice(66)) && existsSync(path.join(folder, line.slice(66))));
  const lines = await Promise.all(
    files.map(async (name) => {
      const sum = createHash('sha256').update(await readFile(path.join(folder, name)));
      return `${sum.digest('hex')}  ${name}`;
    }),
  );
  const all = [...others, ...lines]
    .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1))
    .map((line) => `${line}\n`)
    .join('');
  await writeFile(file, all);
  return all;
}

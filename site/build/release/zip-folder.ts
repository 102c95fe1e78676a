import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync, type Zippable } from 'fflate';

/**
 * A zip of every file below a folder.
 * @param prefix what stands before each name: nothing, or a folder's name and `/`
 * @param runs whether a file, by its path in the folder, may be executed
 */
export async function zipFolder(
  folder: string,
  prefix = '',
  runs: (file: string) => boolean = () => false,
): Promise<Uint8Array> {
  const tree: Zippable = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).replaceAll(path.sep, '/');
    // Unix, and in the upper half its mode.
    const attributes = { os: 3, attrs: (0o100000 | (runs(name) ? 0o755 : 0o644)) * 0x10000 };
    tree[prefix + name] = [await readFile(file), attributes];
  }
  return zipSync(tree);
}

import { chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Removes a directory with all that is in it, also what a program has locked up or put out of reach. @throws where that cannot be done. */
export async function removeDirectory(directory: string): Promise<void> {
  const remove = () => rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  try {
    await remove();
  } catch (error) {
    if (!['EACCES', 'EPERM', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await bringWithinReach(directory);
    await remove();
  }
}

/** Says that the directory could not be removed, without the error's own words, which have the names that a program gave its files. */
export const warnOfLeft = (directory: string) => (error: unknown) =>
  console.warn(`${directory} cannot be removed: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);

/** A longer path is brought nearer the top. Linux takes 4095 bytes, macOS 1023, and a name in it has up to 255. */
const longestPath = 700; // bytes

/** Unlocks every directory, and moves those that lie so deep that their paths are too long: a program gets there step by step. */
async function bringWithinReach(top: string): Promise<void> {
  await chmod(top, 0o700);
  const directories = [top];
  for (const directory of directories) {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const inner = path.join(directory, entry.name);
      await chmod(inner, 0o700);
      if (Buffer.byteLength(inner) <= longestPath) directories.push(inner);
      else {
        const nearer = await mkdtemp(path.join(top, 'deep-'));
        await rename(inner, nearer);
        directories.push(nearer);
      }
    }
  }
}

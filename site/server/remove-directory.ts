import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Removes a directory with all that is in it, also what a program has locked up by its modes. @throws where that cannot be done. */
export async function removeDirectory(directory: string): Promise<void> {
  const remove = () => rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  try {
    await remove();
  } catch (error) {
    if (!['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await unlock(directory);
    await remove();
  }
}

async function unlock(directory: string): Promise<void> {
  if (!(await lstat(directory)).isDirectory()) return;
  await chmod(directory, 0o700);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) await unlock(path.join(directory, entry.name));
  }
}

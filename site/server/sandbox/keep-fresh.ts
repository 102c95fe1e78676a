import { lutimes, readdir } from 'node:fs/promises';
import path from 'node:path';

const every = 60 * 60 * 1000; // ms

/**
 * Keeps a temporary directory from being taken for forgotten: many systems remove what nobody has touched for ten days (tmpfiles.d(5)), and a server
 * may be left running for longer. Returns what ends that.
 */
export function keepFresh(directory: string): () => void {
  const timer = setInterval(() => {
    touchAll(directory).catch((error: Error) => console.warn(`${directory} may be removed as old: ${error.message}`));
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}

/** Gives the directory and all within it the time of now. Follows no link. What is gone meanwhile, or locked up by a program, is left as it is. */
export async function touchAll(directory: string): Promise<void> {
  const now = new Date();
  await lutimes(directory, now, now);
  const folders = [directory];
  for (const folder of folders)
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const file = path.join(folder, entry.name);
      await lutimes(file, now, now).catch(() => undefined); // gone
      if (entry.isDirectory()) folders.push(file);
    }
}

import { lstat, opendir } from 'node:fs/promises';
import path from 'node:path';

/** What the programs of one sandbox may keep on disk, all files together: a snapshot of a full heap, and another. */
export const diskLimits = { bytes: 1024 * 2 ** 20, entries: 20_000 } as const;

/** Looked at so often, in milliseconds: a disk takes some hundred megabytes in that time. */
const lookEvery = 500;

/** Calls back, once, when there is more in the directory than it may hold. Returns what ends the watch. */
export function watchDisk(directory: string, onFull: () => void): () => void {
  let ended = false;
  const look = async (): Promise<void> => {
    const full = await isOver(directory).catch(() => false); // a folder that is gone by now, or locked up
    if (ended) return;
    if (full) onFull();
    else timer = setTimeout(look, lookEvery);
  };
  let timer = setTimeout(look, lookEvery);
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** Whether there is more than the limits allow. Looks no further than it takes to tell. */
export async function isOver(directory: string): Promise<boolean> {
  const folders = [directory];
  let [bytes, entries] = [0, 0];
  for (const folder of folders) {
    for await (const entry of await opendir(folder)) {
      const file = path.join(folder, entry.name);
      // What it takes of the disk: the holes in a file take nothing.
      const { blocks } = await lstat(file).catch(() => ({ blocks: 0 })); // gone by now
      bytes += blocks * 512;
      if (++entries > diskLimits.entries || bytes > diskLimits.bytes) return true;
      if (entry.isDirectory()) folders.push(file);
    }
  }
  return false;
}

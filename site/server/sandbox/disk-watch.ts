import { constants, type Dir } from 'node:fs';
import { access, chmod, lstat, open, opendir, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { memoryCap } from '../walls/wall.ts';

/** What the programs of one sandbox may keep on disk, all files together: a snapshot of a full heap, and another. */
export const diskLimits = { bytes: 1024 * 2 ** 20, entries: 20_000 } as const;

/** Looked at so often, in milliseconds: a disk takes some hundred megabytes in that time. */
const lookEvery = 500;

/** What programs have on disk: in their directory, in what they compiled, and in files that they hold open or mapped though these have no name any more. */
export interface Share {
  readonly directory: string;
  /** The folders lent to them for compiled code, in which what they did not add is a link to what is there already. */
  readonly lent: () => readonly string[];
  /** The processes that the programs were started as. */
  readonly pids: () => readonly number[];
  readonly limits: { readonly bytes: number; readonly entries: number };
}

/** Calls back, once, when there is more than there may be, on disk or in shared memory. Returns what ends the watch. */
export function watchDisk(share: Share, onFull: (what: 'disk-full' | 'memory-full') => void): () => void {
  let ended = false;
  const look = async (): Promise<void> => {
    // The machine may have no descriptors left to look with.
    const [disk, memory] = await Promise.all([isOver(share), sharesTooMuch(share.pids())]).catch(() => [false, false]);
    if (ended) return;
    if (disk || memory) onFull(disk ? 'disk-full' : 'memory-full');
    else timer = setTimeout(look, lookEvery);
  };
  let timer = setTimeout(look, lookEvery);
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** Whether there is more than the limits allow, or what cannot be looked at. Looks no further than it takes to tell. */
export async function isOver({ directory, lent, pids, limits }: Share): Promise<boolean> {
  const folders = [
    { folder: directory, top: directory, isLent: false },
    ...lent().map((folder) => ({ folder, top: folder, isLent: true })),
  ];
  let bytes = await bytesWithoutName(pids());
  let entries = 0;
  for (const { folder, top, isLent } of folders) {
    try {
      for await (const entry of await openUp(folder, top)) {
        const file = path.join(folder, entry.name);
        // What it takes of the disk: the holes in a file take nothing.
        const { blocks, nlink } = await lstat(file).catch(orGone({ blocks: 0, nlink: 1 }));
        if (isLent && nlink > 1 && !entry.isDirectory()) continue;
        bytes += blocks * 512;
        if (++entries > limits.entries || bytes > limits.bytes) return true;
        if (entry.isDirectory()) folders.push({ folder: file, top, isLent });
      }
    } catch (error) {
      // Locked up anew as often as it is opened, or too deep for a path: a program could keep anything there.
      if (['EACCES', 'EPERM', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) return true;
      orGone(null)(error);
    }
  }
  return bytes > limits.bytes;
}

/** Opens a folder below the top one, which the program may have locked up: it belongs to whoever runs the server. */
async function openUp(folder: string, top: string): Promise<Dir> {
  await access(folder, constants.R_OK | constants.X_OK).catch(() => unlock(folder, top));
  return opendir(folder);
}

/** Only names a place, which asks for no right to read it (open(2)); Node has no name for it. */
const O_PATH = 0o10000000;

/**
 * Where the system allows, by a descriptor: at any moment the program may put a link in the folder's place, or in that of one above it, and what that leads to
 * is not the program's.
 */
export async function unlock(folder: string, top: string): Promise<void> {
  if (process.platform !== 'linux') return chmod(folder, 0o700);
  const handle = await open(folder, O_PATH | constants.O_NOFOLLOW | constants.O_DIRECTORY);
  try {
    const held = `/proc/self/fd/${handle.fd}`;
    const [at, above] = await Promise.all([readlink(held), realpath(top)]);
    if (at === above || at.startsWith(`${above}/`)) await chmod(held, 0o700);
  } finally {
    await handle.close();
  }
}

/** What stands for a file or folder that is gone by now. */
const orGone =
  <T>(nothing: T) =>
  (error: unknown): T => {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return nothing;
    throw error;
  };

/**
 * Bytes on disk of files that were removed while processes, or their children, have them open or mapped. None is seen but on Linux (proc_pid_fd(5),
 * proc_pid_maps(5)).
 */
async function bytesWithoutName(parents: readonly number[]): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const [open, mapped] = [new Map<string, number>(), new Map<string, number>()];
  for await (const pid of withChildren(parents)) {
    for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const file = await stat(`/proc/${pid}/fd/${descriptor}`).catch(() => null); // closed by now
      if (file?.isFile() && file.nlink === 0) open.set(`${file.ino}`, file.blocks * 512);
    }
    const maps = await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '');
    for (const [, from, to, offset, inode] of maps.matchAll(mappedWithoutName)) {
      const end = parseInt(offset!, 16) + parseInt(to!, 16) - parseInt(from!, 16);
      mapped.set(inode!, Math.max(mapped.get(inode!) ?? 0, end));
    }
  }
  // Nobody tells how much of a mapped one is holes, where it is not open besides.
  return [...new Map([...mapped, ...open]).values()].reduce((sum, size) => sum + size, 0);
}

/**
 * A line of proc_pid_maps(5): where in memory, where in the file, and its inode. Devices are left out, which some file systems have two names for, and
 * what is no file, but shared memory.
 */
const mappedWithoutName = /^([\da-f]+)-([\da-f]+) \S+ ([\da-f]+) \S+ ([1-9]\d*) +(?! |\/dev\/zero ).* \(deleted\)$/gm;

/** Whether processes, or their children, have more in shared memory than the cap of their own, which does not count that (proc_pid_status(5)). */
async function sharesTooMuch(parents: readonly number[]): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  for await (const pid of withChildren(parents)) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    if (Number(/^RssShmem:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024 > memoryCap) return true;
  }
  return false;
}

/** Behind Bubblewrap the program is its child's child. A process that is gone by now has neither. */
async function* withChildren(parents: readonly number[]): AsyncIterable<number> {
  const pids = [...parents];
  for (const pid of pids) {
    yield pid;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    pids.push(...children.split(' ').filter(Boolean).map(Number));
  }
}

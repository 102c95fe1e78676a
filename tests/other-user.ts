// npm run test:other-user: the local runtime's tests as another user, for who has the checkout as root, behind Bubblewrap and without it. That user gets a
// copy of the checkout to read, and folders of their own.
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, cpSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, type Dirent } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './support/templates.ts';

if (process.platform !== 'linux' || process.getuid?.() !== 0) {
  console.error('Only root, on Linux, can be another user.');
  process.exit(1);
}
const [user, group] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })));
const place = mkdtempSync(path.join(os.tmpdir(), 'leak-lab-other-user-'));
const own = (name: string): string => {
  const folder = path.join(place, name);
  mkdirSync(folder, { recursive: true });
  chownSync(folder, user!, group!);
  return folder;
};
chownSync(place, user!, group!);
const checkout = own('checkout');
/** What is made here, and caches that root's tests keep. */
const leftOut = new Set(['.git', 'release', 'test-results', '.cache', '.vite', '.vite-temp', '.vitest-cache']);
/** Packages are many: they are the same files, where the file system has no objection. */
const handOver = (from: string, to: string): void => {
  const copy = () => cpSync(from, to, { verbatimSymlinks: true });
  if (!from.startsWith(path.join(root, 'node_modules'))) return copy();
  try {
    linkSync(from, to);
  } catch {
    copy();
  }
};
const [home, temporary] = [own('home'), own('tmp')];
try {
  // Folders are theirs, for what tests put there; files are root's.
  const copy = (folder: string, entries: Dirent[]) => {
    for (const entry of entries.filter(({ name }) => !leftOut.has(name))) {
      const at = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        own(path.join('checkout', at));
        copy(at, readdirSync(path.join(root, at), { withFileTypes: true }));
      } else handOver(path.join(root, at), path.join(checkout, at));
    }
  };
  copy('', readdirSync(root, { withFileTypes: true }));
  for (const wall of ['bubblewrap', 'permissions']) {
    console.log(`As user ${user}, with LEAK_LAB_WALL=${wall}:`);
    const { status } = spawnSync(
      'setpriv',
      [
        ...[
          `--reuid=${user}`,
          `--regid=${group}`,
          '--clear-groups',
          process.execPath,
          'node_modules/vitest/vitest.mjs',
          'run',
        ],
        ...['--config', 'tests/vitest.config.ts', 'site/server', 'tests/slow-peers.test.ts'],
      ],
      {
        cwd: checkout,
        env: { PATH: process.env.PATH, LANG: process.env.LANG, HOME: home, TMPDIR: temporary, LEAK_LAB_WALL: wall },
        stdio: 'inherit',
      },
    );
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(place, { recursive: true });
}

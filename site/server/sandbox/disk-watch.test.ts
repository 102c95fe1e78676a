import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, link, mkdir, mkdtemp, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { diskLimits, isOver, unlock } from './disk-watch.ts';
import { onPath } from '../machine/on-path.ts';
import { removeDirectory } from '../machine/remove-directory.ts';

const fallocate = await onPath('fallocate');
const cat = process.platform === 'linux' ? await onPath('cat') : null;

// That it is looked at while programs run, and that there may be too many files, `wall-limits.test.ts` shows.
test.skipIf(fallocate === null)('bytes count that the disk has given, wherever they lie; holes do not', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'disk-'));
  const file = (name: string) => path.join(directory, 'deep', name);
  await mkdir(path.join(directory, 'deep'));
  await writeFile(file('hollow'), '');
  await truncate(file('hollow'), 2 * diskLimits.bytes);
  expect(await isOver({ directory, lent: () => [], pids: () => [], limits: diskLimits })).toBe(false);
  for (const half of ['a', 'b']) await promisify(execFile)(fallocate!, ['-l', `${diskLimits.bytes / 2}`, file(half)]);
  await writeFile(file('one more'), 'x');
  expect(await isOver({ directory, lent: () => [], pids: () => [], limits: diskLimits })).toBe(true);
  await removeDirectory(directory);
});

test('of what is lent for compiled code, what a program added counts, and what was linked there does not', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'disk-'));
  const [own, lent] = ['own', 'lent'].map((name) => path.join(directory, name)) as [string, string];
  for (const folder of [own, path.join(lent, 'version')]) await mkdir(folder, { recursive: true });
  await writeFile(path.join(directory, 'compiled'), Buffer.alloc(200_000, 1));
  await link(path.join(directory, 'compiled'), path.join(lent, 'version/linked'));
  const share = { directory: own, lent: () => [lent], pids: () => [], limits: { bytes: 150_000, entries: 100 } };
  expect(await isOver(share)).toBe(false);
  await writeFile(path.join(lent, 'version/added'), Buffer.alloc(200_000, 1));
  expect(await isOver(share)).toBe(true);
  await removeDirectory(directory);
});

test.skipIf(cat === null)('a file without a name counts while it is mapped, though nobody has it open', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'disk-'));
  const file = path.join(directory, 'cat'); // whose own code is mapped as it runs
  await copyFile(cat!, file);
  const { size } = await stat(file);
  const running = spawn(file);
  running.stdin.write('up');
  await once(running.stdout, 'data');
  await rm(file);
  const share = { directory, lent: () => [], pids: () => [running.pid!], limits: { bytes: size / 2, entries: 100 } };
  expect(await isOver(share)).toBe(true);
  running.stdin.end();
  await once(running, 'close');
  expect(await isOver(share)).toBe(false);
  await removeDirectory(directory);
});

test.skipIf(process.platform !== 'linux')(
  'a folder is unlocked, and none that a link in its place leads to',
  async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'disk-'));
    const [own, others] = ['own', 'others'].map((name) => path.join(directory, name)) as [string, string];
    for (const folder of [own, others]) {
      await mkdir(path.join(folder, 'inner'), { recursive: true });
      await chmod(path.join(folder, 'inner'), 0o500);
    }
    const modeOf = async (folder: string) => (await stat(folder)).mode & 0o777;
    await unlock(path.join(own, 'inner'), own);
    expect(await modeOf(path.join(own, 'inner'))).toBe(0o700);
    await symlink(others, path.join(own, 'above'));
    await symlink(path.join(others, 'inner'), path.join(own, 'in its place'));
    await unlock(path.join(own, 'above/inner'), own);
    await expect(unlock(path.join(own, 'in its place'), own)).rejects.toThrow(/ENOTDIR/);
    expect(await modeOf(path.join(others, 'inner'))).toBe(0o500);
    await removeDirectory(directory);
  },
);

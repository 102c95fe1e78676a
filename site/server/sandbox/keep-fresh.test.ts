import { lstat, lutimes, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { touchAll } from './keep-fresh.ts';
import { removeDirectory } from '../machine/remove-directory.ts';

test('all of a directory is as new as now, and nothing that a link in it leads to', async () => {
  const place = await mkdtemp(path.join(tmpdir(), 'fresh-'));
  const at = (name: string) => path.join(place, name);
  await mkdir(at('root/deep'), { recursive: true });
  await mkdir(at('outside'));
  for (const file of ['root/deep/file', 'outside/file']) await writeFile(at(file), '');
  await symlink(at('outside'), at('root/link'), 'junction');
  const within = ['root/link', 'root/deep/file', 'root/deep', 'root'];
  const long = new Date(0);
  for (const name of [...within, 'outside/file', 'outside']) await lutimes(at(name), long, long);
  const began = Date.now() - 2000; // some file systems know seconds
  await touchAll(at('root'));
  const times = async (names: string[]) => Promise.all(names.map(async (name) => (await lstat(at(name))).mtimeMs));
  for (const time of await times(within)) expect(time).toBeGreaterThan(began);
  expect(await times(['outside/file', 'outside'])).toEqual([0, 0]);
  await removeDirectory(place);
});

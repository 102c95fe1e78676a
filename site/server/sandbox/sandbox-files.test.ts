import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../sandbox/runtimes/local/protocol.ts';
import { SandboxFiles } from './sandbox-files.ts';
import { removeDirectory } from '../machine/remove-directory.ts';

let root: string;
let inside: string;
let outside: string;
let files: SandboxFiles;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'sandbox-files-'));
  inside = path.join(root, 'inside');
  outside = path.join(root, 'outside');
  await mkdir(inside);
  await mkdir(outside);
  files = new SandboxFiles(inside);
});
afterEach(() => removeDirectory(root));

const denied = expect.objectContaining({ reason: expect.objectContaining({ code: 'access-denied' }) });
const read = (file: string) => readFile(path.join(inside, file), 'utf8');

test('writes files and the directories they are in, and replaces the whole text', async () => {
  await files.writeAll({ 'a.ts': 'a long text', 'lib/deep/b.ts': 'b', 'package.json': '{}' });
  await files.writeAll({ 'a.ts': 'short' });
  expect([await read('a.ts'), await read('lib/deep/b.ts'), await read('package.json')]).toEqual(['short', 'b', '{}']);
});

test('writes nothing at all where one path is refused', async () => {
  await expect(files.writeAll({ 'a.ts': 'a', '../outside/b.ts': 'b' })).rejects.toEqual(denied);
  expect(await readdir(inside)).toEqual([]);
});

test('follows no link, neither of a file nor of a directory', async () => {
  await writeFile(path.join(outside, 'kept.ts'), 'kept');
  await symlink(path.join(outside, 'kept.ts'), path.join(inside, 'file.ts'));
  await symlink(outside, path.join(inside, 'lib'));
  for (const file of ['file.ts', 'lib/kept.ts', 'lib/new.ts', 'lib/new/new.ts'])
    await expect(files.writeAll({ [file]: 'lost' })).rejects.toEqual(denied);
  expect(await readdir(outside)).toEqual(['kept.ts']);
  expect(await readFile(path.join(outside, 'kept.ts'), 'utf8')).toBe('kept');
});

test('says so where a program put something else in the way', async () => {
  await mkdir(path.join(inside, 'a.ts'));
  await writeFile(path.join(inside, 'lib'), '');
  await expect(files.writeAll({ 'a.ts': '' })).rejects.toEqual(denied);
  await expect(files.writeAll({ 'lib/b.ts': '' })).rejects.toEqual(denied);
});

test('counts each file once towards the limit, however often it is written', async () => {
  const text = 'x'.repeat(limits.fileBytes);
  await files.writeAll({ 'a.ts': text });
  await files.writeAll({ 'a.ts': text });
  await expect(files.writeAll({ 'b.ts': 'x' })).rejects.toMatchObject({
    reason: { code: 'too-large', bytes: limits.fileBytes },
  });
  await files.writeAll({ 'a.ts': '', 'b.ts': 'x' });
});

test('counts bytes, not characters', async () => {
  await expect(files.writeAll({ 'a.ts': '中'.repeat(limits.fileBytes / 2) })).rejects.toMatchObject({
    reason: { code: 'too-large' },
  });
});

describe('what programs did to the files is undone', () => {
  const given = { 'a.ts': 'a', 'lib/b.ts': 'b', 'lib/deep/c.ts': 'c' };
  const all = async () => {
    const found: Record<string, string> = {};
    for (const entry of await readdir(inside, { recursive: true, withFileTypes: true })) {
      const file = path.relative(inside, path.join(entry.parentPath, entry.name));
      if (!entry.isDirectory()) found[file.replaceAll(path.sep, '/')] = entry.isFile() ? await read(file) : 'no file';
    }
    return found;
  };

  test.each<[string, () => Promise<unknown>]>([
    ['a text', () => writeFile(path.join(inside, 'a.ts'), 'x')],
    [
      'a text, with the times set back',
      async () => {
        const file = path.join(inside, 'a.ts');
        const { atime, mtime } = await stat(file);
        await writeFile(file, 'x');
        await utimes(file, atime, mtime);
      },
    ],
    ['a mode', () => chmod(path.join(inside, 'a.ts'), 0)],
    ['a file that went', () => rm(path.join(inside, 'lib/b.ts'))],
    ['a directory that went', () => rm(path.join(inside, 'lib'), { recursive: true })],
    [
      'a directory in the place of a file',
      async () => {
        await rm(path.join(inside, 'a.ts'));
        await mkdir(path.join(inside, 'a.ts/more'), { recursive: true });
      },
    ],
    [
      'a file in the place of a directory',
      async () => {
        await rm(path.join(inside, 'lib'), { recursive: true });
        await writeFile(path.join(inside, 'lib'), '');
      },
    ],
    [
      'a link in the place of a file',
      async () => {
        await rm(path.join(inside, 'a.ts'));
        await symlink(path.join(outside, 'kept.ts'), path.join(inside, 'a.ts'));
      },
    ],
    [
      'packages of its own',
      async () => {
        await mkdir(path.join(inside, 'node_modules/msgpackr'), { recursive: true });
        await writeFile(path.join(inside, 'node_modules/msgpackr/index.js'), '');
      },
    ],
    [
      'locked directories',
      async () => {
        await mkdir(path.join(inside, 'lib/locked/deep'), { recursive: true });
        for (const name of ['lib/locked/deep', 'lib/locked', 'lib', '.']) await chmod(path.join(inside, name), 0);
      },
    ],
  ])('%s', async (_name, spoil) => {
    await writeFile(path.join(outside, 'kept.ts'), 'kept');
    await files.writeAll(given);
    await spoil();
    await files.restore();
    expect(await all()).toEqual(given);
    expect(await readFile(path.join(outside, 'kept.ts'), 'utf8')).toBe('kept');
  });
});

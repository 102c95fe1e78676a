import { mkdir, mkdtemp, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { limits } from '../sandbox/runtimes/local/protocol.ts';
import { SandboxFiles } from './sandbox-files.ts';
import { removeDirectory } from './remove-directory.ts';

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

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, lstat, mkdir, mkdtemp, readdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { builtHost } from '../../build/csharp/build.ts';
import { onPath } from '../machine/on-path.ts';
import { packageDirectories } from '../machine/packages.ts';
import { project, wallKinds } from '../testing/support.ts';
import { removeDirectory } from '../machine/remove-directory.ts';
import { createWorkspace } from './workspace.ts';

let temporary: string;

beforeEach(async () => {
  temporary = await mkdtemp(path.join(tmpdir(), 'workspace-'));
});
afterEach(() => removeDirectory(temporary));

async function pidOfTheDead(): Promise<number> {
  const child = spawn(process.execPath, ['--version']);
  await once(child, 'exit');
  return child.pid!;
}

test('removes what servers left that are gone, and nothing else', async () => {
  const dead = await pidOfTheDead();
  const kept = [
    `leak-lab-${dead}-1234_elsewhere`,
    `leak-lab-${process.pid}-alive1`,
    `leak-lab-${dead}-a.file`,
    'leak-lab-notes',
    `other-${dead}-abc`,
  ];
  for (const name of [`leak-lab-${dead}-gone01`, ...kept.filter((name) => !name.endsWith('file'))]) {
    await mkdir(path.join(temporary, name, 'deep'), { recursive: true });
    await writeFile(path.join(temporary, name, 'deep', 'a.ts'), '');
  }
  await writeFile(path.join(temporary, `leak-lab-${dead}-a.file`), '');
  await symlink(path.join(temporary, 'leak-lab-notes'), path.join(temporary, `leak-lab-${dead}-link01`));
  const { root } = await createWorkspace(project, temporary);
  expect((await readdir(temporary)).sort()).toEqual([...kept, `leak-lab-${dead}-link01`, path.basename(root)].sort());
  expect(await readdir(path.join(temporary, 'leak-lab-notes', 'deep'))).toEqual(['a.ts']);
});

test.skipIf(process.getuid?.() !== 0)(
  'leaves what another user has given such a name, though root might remove it',
  async () => {
    const theirs = path.join(temporary, `leak-lab-${await pidOfTheDead()}-theirs`);
    await mkdir(theirs);
    await chown(theirs, 65_534, 65_534);
    await createWorkspace(project, temporary);
    expect(await readdir(temporary)).toContain(path.basename(theirs));
  },
);

test('is none where the permission model would take its path for a pattern, and open what is beside it', async () => {
  const odd = path.join(temporary, 'a*b');
  await mkdir(odd);
  vi.stubEnv('LEAK_LAB_WALL', 'permissions');
  await expect(createWorkspace(project, odd)).rejects.toThrow('Bubblewrap');
  vi.unstubAllEnvs();
  expect(await readdir(odd)).toEqual([]);
});

test('is for its owner alone', async () => {
  const { root } = await createWorkspace(project, temporary);
  expect((await lstat(root)).mode & 0o777).toBe(0o700);
});

test('shares the packages that programs may import, with all that these need, and no other', async () => {
  const { root, shared } = await createWorkspace(project, temporary);
  expect(await readdir(path.join(root, 'node_modules'), { recursive: true })).toEqual(
    expect.arrayContaining(['msgpackr', path.join('@grpc', 'grpc-js')]),
  );
  const names = shared.map((directory) => path.relative(path.join(project, 'node_modules'), directory));
  expect(names).toEqual(
    expect.arrayContaining(['msgpackr', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs', 'long']),
  );
  for (const other of ['', '.', 'astro', 'vite', 'ws']) expect(names).not.toContain(other);
  for (const directory of shared) expect(await realpath(directory)).toBe(directory);
});

test('says which package is not installed', async () => {
  await expect(packageDirectories(['@grpc/grpc-js'], temporary)).rejects.toThrow('@grpc/grpc-js is not installed');
});

test.skipIf(!(await builtHost()) || !(await onPath('dotnet')) || wallKinds.some(({ missing }) => missing))(
  'says that nothing was built by its own settings to run C# with, and finds it when it is there later',
  async () => {
    const workspace = await createWorkspace(project, temporary);
    for (const [setting, value] of [
      ['SITE_CSHARP', '0'],
      ['SITE_MAGICONION', 'another'],
    ] as const) {
      vi.stubEnv(setting, value);
      expect(await workspace.dotnet()).toEqual({ missing: 'not-built' });
      vi.unstubAllEnvs();
    }
    expect(await workspace.dotnet()).toMatchObject({ version: expect.stringMatching(/^10\./) });
  },
);

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyVariable } from '../../../sandbox-templates/guest/channel.ts';
import { Reaper } from './reaper.ts';
import { isAlive } from '../testing/support.ts';
import { removeDirectory } from '../machine/remove-directory.ts';

const started: ChildProcess[] = [];
/** As programs are started: in a process group of its own. */
const start = (place = tmpdir(), env: Record<string, string> = {}) => {
  const script = 'process.stdout.write("up"); for (;;);';
  const program = spawn(process.execPath, ['-e', script, `${place}/client.ts`], { env, detached: true });
  started.push(program);
  return program;
};
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'reaper-'));
});
afterEach(async () => {
  for (const program of started.splice(0)) if (program.kill('SIGKILL')) await once(program, 'exit');
  await removeDirectory(directory);
});

test('ends the programs it watches, spares those it was told to forget, and removes the directory', async () => {
  const doomed = path.join(directory, 'doomed');
  await mkdir(path.join(doomed, 'deep'), { recursive: true });
  await writeFile(path.join(doomed, 'deep', 'file'), '');
  const [watched, forgotten] = [start(), start()];
  await Promise.all([watched, forgotten].map(({ stdout }) => once(stdout, 'data')));
  const reaper = new Reaper(doomed);
  reaper.watch(watched.pid!);
  reaper.watch(forgotten.pid!);
  reaper.forget(forgotten.pid!);
  const gone = once(watched, 'exit');
  await reaper.close();
  expect((await gone)[1]).toBe('SIGKILL');
  expect(isAlive(forgotten.pid!)).toBe(true);
  expect(await readdir(directory)).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  'ends a program that it was never told of, and nobody else who has to do with the directory',
  async () => {
    const doomed = path.join(directory, 'doomed');
    const place = path.join(doomed, 'sandbox');
    await mkdir(place, { recursive: true });
    const [untold, bystander] = [start(place, { [keyVariable]: 'key' }), start(place)];
    await Promise.all([untold, bystander].map(({ stdout }) => once(stdout, 'data')));
    const gone = once(untold, 'exit');
    await new Reaper(doomed).close();
    expect((await gone)[1]).toBe('SIGKILL');
    expect(isAlive(bystander.pid!)).toBe(true);
    expect(await readdir(directory)).toEqual([]);
  },
);

test('is not ended by the signals that end the server', async () => {
  const reaper = spawn(process.execPath, [fileURLToPath(new URL('./reaper-process.ts', import.meta.url)), directory]);
  await once(reaper.stdout, 'data');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) reaper.kill(signal);
  reaper.stdin.end();
  expect(await once(reaper, 'exit')).toEqual([0, null]);
  await expect(readdir(directory)).rejects.toMatchObject({ code: 'ENOENT' });
});

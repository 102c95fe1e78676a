import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lock } from './lock.ts';
import { removeDirectory } from './remove-directory.ts';

const never = new AbortController().signal;
let project: string;

beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'lock-'));
  await mkdir(path.join(project, 'node_modules'));
});
afterEach(() => removeDirectory(project));

/** Another process that says each line as it comes to it. */
const another = (lines: string) =>
  spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `const { lock } = await import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)});
     const take = () => lock(${JSON.stringify(project)}, 'build', new AbortController().signal);
     ${lines}`,
  ]);

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'one that another user has is told, and not waited for',
  async () => {
    const file = path.join(project, 'node_modules', '.leak-lab-build-lock');
    await writeFile(file, '');
    for (const [mode, code] of [
      [0o444, 'EACCES'],
      [0, 'ERR_SQLITE_ERROR'],
    ] as const) {
      await chmod(file, mode);
      await expect(lock(project, 'build', never)).rejects.toMatchObject({ code });
    }
  },
);

test('one holds it at a time; who comes later waits, and knows that it did', async () => {
  let inside = 0;
  const waited = await Promise.all(
    Array.from({ length: 5 }, async () => {
      using held = await lock(project, 'build', never);
      expect(++inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
      return held.waited;
    }),
  );
  expect(waited.filter((value) => !value)).toHaveLength(1);
});

test('goes with its process, whatever ended that, and with the signal', async () => {
  const holder = another(`const held = await take(); console.log('held'); setInterval(() => held, 1000);`);
  await once(holder.stdout, 'data');
  const stop = new AbortController();
  const given = lock(project, 'build', stop.signal);
  stop.abort();
  await expect(given).rejects.toMatchObject({ name: 'AbortError' });
  const next = lock(project, 'build', never);
  holder.kill('SIGKILL');
  using held = await next;
  expect(held.waited).toBe(true);
});

test('of several processes that wait for one that was killed, one holds it at a time', async () => {
  const holder = another(`const held = await take(); console.log('held'); setInterval(() => held, 1000);`);
  await once(holder.stdout, 'data');
  // Each would find the file of another that holds it, too.
  const inside = JSON.stringify(path.join(project, 'inside'));
  const takers = Array.from({ length: 3 }, () =>
    another(`const { unlinkSync, writeFileSync } = await import('node:fs');
      console.log('waits'); using held = await take();
      writeFileSync(${inside}, '', { flag: 'wx' }); await new Promise((resolve) => setTimeout(resolve, 50)); unlinkSync(${inside});`),
  );
  const codes = takers.map(async (taker) => (await once(taker, 'exit'))[0] as number);
  await Promise.all(takers.map((taker) => once(taker.stdout, 'data')));
  holder.kill('SIGKILL');
  expect(await Promise.all(codes)).toEqual([0, 0, 0]);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir } from 'node:fs/promises';
import net, { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lock } from './lock.ts';
import { removeDirectory } from './remove-directory.ts';

const never = new AbortController().signal;
let project: string;

beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'lock-'));
  await mkdir(path.join(project, 'node_modules'));
});
afterEach(() => removeDirectory(project));

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'one that another user has is told, and not waited for',
  async () => {
    const address = path.join(project, 'node_modules', '.leak-lab-build');
    const theirs = createServer().listen(address);
    await once(theirs, 'listening');
    await chmod(address, 0);
    await expect(lock(project, 'build', never)).rejects.toMatchObject({ code: 'EACCES' });
    theirs.close();
  },
);

test('one holds it at a time; who comes later waits, and knows that it did', async () => {
  let inside = 0;
  const waited = await Promise.all(
    Array.from({ length: 5 }, async () => {
      await using held = await lock(project, 'build', never);
      expect(++inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
      return held.waited;
    }),
  );
  expect(waited.filter((value) => !value)).toHaveLength(1);
  expect(await readdir(path.join(project, 'node_modules'))).toEqual([]);
});

test('goes with its process, whatever ended that, and with the signal', async () => {
  const script = `const { lock } = await import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)});
    await lock(${JSON.stringify(project)}, 'build', new AbortController().signal); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await once(holder.stdout, 'data');
  const stop = new AbortController();
  const given = lock(project, 'build', stop.signal);
  stop.abort();
  await expect(given).rejects.toMatchObject({ name: 'AbortError' });
  const next = lock(project, 'build', never);
  holder.kill('SIGKILL');
  await using held = await next;
  expect(held.waited).toBe(true);
});

test('one that waits, and whose connection the machine has no descriptor for, ends nobody', async () => {
  const listen = vi.spyOn(net.Server.prototype, 'listen');
  await using held = await lock(project, 'build', never);
  const [server] = listen.mock.contexts as net.Server[];
  // As Node tells it (`onconnection` in lib/net.js): without a listener it would be an uncaught exception.
  expect(server!.emit('error', new Error('accept EMFILE'))).toBe(true);
  expect(held.waited).toBe(false);
  listen.mockRestore();
});

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noSmallDisk, smallDisk } from '../../../tests/support/small-disk.ts';
import type { Reason } from '../../sandbox/errors/reason.ts';
import type { Sandbox } from '../../sandbox/runtime.ts';
import { SandboxError } from '../../sandbox/errors/reason.ts';
import { runtime } from '../../sandbox/runtimes/local/index.ts';
import { removeDirectory } from '../machine/remove-directory.ts';
import { actAsPageOf, collect } from '../testing/support.ts';

// A server on a machine that runs out of something: that costs the run which asked for more, and is told by its cause.
const never = new AbortController().signal;
let directory: string;
let temporary: string;
let server: ChildProcess | undefined;
let said: string;
let opened: Sandbox[];

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'exhausted-'));
  temporary = path.join(directory, 'tmp');
  await Promise.all(['tmp', 'dist'].map((name) => mkdir(path.join(directory, name))));
  for (const page of ['index', '404']) await writeFile(path.join(directory, 'dist', `${page}.html`), page);
  [said, opened] = ['', []];
});
afterEach(async () => {
  vi.unstubAllGlobals();
  if (server?.exitCode === null && server.signalCode === null) {
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
  await removeDirectory(directory);
});

/** Starts the server by way of a command, and acts as a page of it. */
async function startBy(command: readonly string[], env: Record<string, string> = {}): Promise<ChildProcess> {
  const [file, ...args] = command;
  const script = fileURLToPath(new URL('../start.ts', import.meta.url));
  const options = ['--disable-sigusr1', script, '--no-build', '--dist', path.join(directory, 'dist')];
  server = spawn(file!, [...args, process.execPath, ...options], {
    // As by `npm start`, where it also looks whether npm is still there.
    env: { ...process.env, npm_lifecycle_event: 'start', PORT: '0', TMPDIR: temporary, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [line] = (await once(createInterface({ input: server.stdout! }), 'line')) as [string];
  actAsPageOf(new URL(line.split(' ').at(-1)!).origin);
  return server;
}

/** Why a program does not run in a sandbox of its own, or null once it prints; it runs on where it is to. */
async function failureOf(text: string, on = false): Promise<Reason | null> {
  try {
    const sandbox = await runtime.boot({ 'client.ts': text }, never);
    opened.push(sandbox);
    const messages = sandbox.run('client.ts', { probe: 'heap' }, never)[Symbol.asyncIterator]();
    for (;;) {
      const { value: message, done } = await messages.next();
      if (done) return null;
      if (message.type === 'exit') return message.reason ?? null;
      if (message.type !== 'log') continue;
      if (!on) await messages.return?.();
      return null;
    }
  } catch (error) {
    if (error instanceof SandboxError) return error.reason;
    throw error;
  }
}

const disposeOfAll = () => Promise.all(opened.splice(0).map((sandbox) => sandbox.dispose()));

test.skipIf(process.platform === 'win32')('descriptors', async () => {
  const ending = once(await startBy(['/bin/sh', '-c', 'ulimit -n 64 && exec "$@"', 'sh']), 'exit');
  const failures: Reason[] = [];
  for (let n = 0; n < 10; n++) {
    const failure = await failureOf('console.log(1); setInterval(() => {}, 1000);', true);
    if (failure) failures.push(failure);
  }
  // Where even a connection is too much, or the machine is busy besides, it is told otherwise.
  expect(failures).toContainEqual(expect.objectContaining({ code: 'exhausted' }));
  await disposeOfAll();
  // What ends gives its descriptors back by and by.
  await expect.poll(() => failureOf(`console.log('as before');`)).toBeNull();
  await disposeOfAll();
  server!.kill('SIGTERM');
  expect([await ending, said]).toEqual([[0, null], '']);
  expect(await readdir(temporary)).toEqual([]);
});

test.skipIf(noSmallDisk)('a disk', async () => {
  const small = smallDisk(temporary, 8 * 2 ** 20);
  const ending = once(await startBy(small, { LEAK_LAB_WALL: 'permissions' }), 'exit');
  const [inner] = (await readFile(`/proc/${server!.pid}/task/${server!.pid}/children`, 'utf8')).split(' ');
  const hasRoom = () =>
    vi.waitFor(async () => {
      const { bavail, bsize } = await statfs(`/proc/${inner}/root${temporary}`);
      expect(bavail * bsize).toBeGreaterThan(4 * 2 ** 20);
    });
  const fill = `import fs from 'node:fs';
const fill = () => { for (const size of [2 ** 20, 4096]) try { for (;;) fs.appendFileSync('filled', Buffer.alloc(size, 1)); } catch {} };
fill();
`;
  const filling = await runtime.boot({ 'client.ts': `${fill}fs.appendFileSync('filled', Buffer.alloc(4096));` }, never);
  const messages = await collect(filling.run('client.ts', { probe: 'heap' }, never));
  expect(messages.at(-1)).toMatchObject({
    reason: { code: 'uncaught-error', message: expect.stringMatching(/ENOSPC/) },
  });
  await filling.dispose();
  await hasRoom();
  // Whoever else wants room while it is full, and stays so, is told.
  expect(await failureOf(`${fill}setInterval(fill, 1);\nconsole.log('full');`, true)).toBeNull();
  expect(await failureOf(`console.log('never');`)).toMatchObject({
    code: 'exhausted',
    message: expect.stringMatching(/ENOSPC/),
  });
  await disposeOfAll();
  await hasRoom();
  expect(await failureOf(`console.log('as before');`)).toBeNull();
  await disposeOfAll();
  process.kill(Number(inner), 'SIGTERM');
  expect([await ending, said]).toEqual([[0, null], '']);
});

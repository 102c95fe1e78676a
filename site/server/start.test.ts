import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { GuestMessage } from '../sandbox/protocol/messages.ts';
import { runtime } from '../sandbox/runtimes/local/index.ts';
import { actAsPageOf, collect, isAlive, project, runningIn } from './testing/support.ts';
import { removeDirectory } from './machine/remove-directory.ts';

const script = fileURLToPath(new URL('./start.ts', import.meta.url));
const never = new AbortController().signal;
let directory: string;
let temporary: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'start-'));
  temporary = path.join(directory, 'tmp');
  await mkdir(temporary);
  await mkdir(path.join(directory, 'dist'));
  for (const page of ['index', '404']) await writeFile(path.join(directory, 'dist', `${page}.html`), page);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  if (child?.pid && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await removeDirectory(directory);
});

/** `npm start` for the built site in `directory`, with a temporary directory and a process group of its own. */
function start(env: Record<string, string> = {}, dist = 'dist'): ChildProcess {
  child = spawn(process.execPath, options(dist), {
    env: { ...environment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  return child;
}

const options = (dist = 'dist') => ['--disable-sigusr1', script, '--no-build', '--dist', path.join(directory, dist)];
const environment = () => ({ ...process.env, PORT: '0', TMPDIR: temporary });

/** Resolves to the address in the line that says the server is ready: to the origin of it. */
const address = async (server: ChildProcess): Promise<string> => new URL(await printed(server)).origin;

async function printed(server: ChildProcess): Promise<string> {
  const [line] = (await once(createInterface({ input: server.stdout! }), 'line')) as [string];
  return line.split(' ').at(-1)!;
}

async function outcome(server: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  server.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(server, 'close')) as [number | null];
  return { code, said };
}

/** A page with a sandbox in which a program loops for ever; resolves when it does. */
async function loopIn(origin: string): Promise<void> {
  actAsPageOf(origin);
  const sandbox = await runtime.boot({ 'client.ts': 'console.log(1); for (;;);' }, never);
  const messages = sandbox.run('client.ts', { probe: 'heap' }, never)[Symbol.asyncIterator]();
  let message: GuestMessage;
  do message = (await messages.next()).value;
  while (message.type !== 'log');
}

test('the address carries a key that is the user’s own, the same after a restart, and in a file for nobody else', async () => {
  const env = { LEAK_LAB_KEY: '', XDG_STATE_HOME: path.join(directory, 'state') };
  const keys: (string | null)[] = [];
  for (let turn = 0; turn < 2; turn++) {
    const server = start(env);
    keys.push(new URL(await printed(server)).searchParams.get('key'));
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  expect(keys[0]).toMatch(/^[\w-]{22}$/);
  expect(keys[1]).toBe(keys[0]);
  const file = path.join(directory, 'state', 'leak-lab', 'key');
  expect(await readFile(file, 'utf8')).toBe(keys[0]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('starts without a file for the key too, with one for this time', async () => {
  const server = start({ LEAK_LAB_KEY: '', XDG_STATE_HOME: path.join(directory, 'dist', 'index.html') });
  expect(new URL(await printed(server)).searchParams.get('key')).toMatch(/^[\w-]{22}$/);
});

test.runIf(process.platform === 'linux')(
  'the C library keeps no memory for each thread, and the process is the one that was started',
  async () => {
    const server = start({ MALLOC_ARENA_MAX: '' });
    await address(server);
    const environ = await readFile(`/proc/${server.pid}/environ`, 'utf8');
    expect(environ.split('\0')).toContain('MALLOC_ARENA_MAX=1');
  },
);

test('what npm runs prints one line with the address when it is ready to be used there, and opens no inspector to a signal', async () => {
  const { scripts } = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const name of ['start', 'dev'])
    expect(scripts[name]).toMatch(/^node site\/server\/check-node\.js && node --disable-sigusr1 /);
  const server = start();
  let said = '';
  server.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
  const origin = await address(server);
  expect(await (await fetch(origin)).text()).toBe('index');
  server.kill('SIGUSR1');
  expect((await fetch(origin)).status).toBe(200);
  server.kill('SIGTERM');
  await once(server, 'exit');
  expect(said).toBe('');
});

test.each([
  ['20.20.2', 1],
  ['24.20.9', 1],
  ['24.21.0', 0],
  ['26.10.0', 0],
])('of Node %s npm’s first look ends with %i', async (version, code) => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });`;
  child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${pretend}`, path.join(project, 'site/server/check-node.js')],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = await outcome(child);
  expect(ended.code).toBe(code);
  expect(ended.said).toMatch(code ? /^Leak Lab runs on Node [\d.]+ or newer, and this is [\d.]+ .*\n$/ : /^$/);
});

describe('leaves no process and no directory behind', () => {
  const nothingLeft = async (server: ChildProcess) => {
    await vi.waitFor(async () => expect(await runningIn(server.pid)).toEqual([]), { timeout: 30_000 });
    await vi.waitFor(async () => expect(await readdir(temporary)).toEqual([]), { timeout: 30_000 });
  };

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('after %s, and exits with 0', async (signal) => {
    const server = start();
    await loopIn(await address(server));
    expect(await runningIn(server.pid)).not.toEqual([]);
    server.kill(signal);
    expect(await outcome(server)).toEqual({ code: 0, said: '' });
    expect(await runningIn(server.pid)).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
  });

  test.skipIf(process.platform !== 'linux')('after the npm that started it, which passes no signal on', async () => {
    const shell = spawn('/bin/sh', ['-c', `"$@"; exit`, 'sh', process.execPath, ...options()], {
      env: { ...environment(), npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    await printed(shell);
    const server = Number(/^leak-lab-(\d+)-/.exec((await readdir(temporary))[0]!)![1]);
    expect(isAlive(server)).toBe(true);
    shell.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(server)).toBe(false), { timeout: 30_000 });
    await vi.waitFor(async () => expect(await readdir(temporary)).toEqual([]), { timeout: 30_000 });
  });

  test('after a program that locked up its directory, as another user than root has it', async () => {
    const server = start();
    actAsPageOf(await address(server));
    const sandbox = await runtime.boot(
      {
        'client.ts': `import fs from 'node:fs'; fs.mkdirSync('locked/deep', { recursive: true }); fs.chmodSync('locked/deep', 0); fs.chmodSync('locked', 0);`,
      },
      never,
    );
    await collect(sandbox.run('client.ts', { probe: 'heap' }, never));
    await sandbox.dispose();
    server.kill('SIGTERM');
    expect(await outcome(server)).toEqual({ code: 0, said: '' });
    expect(await readdir(temporary)).toEqual([]);
  });

  test('after Ctrl-C, which goes to every process of the terminal', async () => {
    const server = start();
    await loopIn(await address(server));
    process.kill(-server.pid!, 'SIGINT');
    expect((await outcome(server)).code).toBe(0);
    await nothingLeft(server);
  });

  test('after SIGKILL', async () => {
    const server = start();
    await loopIn(await address(server));
    expect(await readdir(temporary)).toHaveLength(1);
    server.kill('SIGKILL');
    await nothingLeft(server);
  });

  test('after SIGKILL to it and all that it started but the reaper', async () => {
    const server = start();
    await loopIn(await address(server));
    process.kill(-server.pid!, 'SIGKILL');
    await nothingLeft(server);
  });
});

describe('says in one sentence, and exits with 1, where', () => {
  test('the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, said } = await outcome(start({ PORT: String(port) }));
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(
        new RegExp(`^Port ${port} is taken by another program\\. .*PORT=${port + 1} npm start\\n$`),
      ),
    ]);
    other.close();
  });

  test('the last port is taken: there is none after it', async () => {
    const other = createServer()
      .listen(65_535, '127.0.0.1')
      .on('error', () => undefined); // taken by another, as well
    const { code, said } = await outcome(start({ PORT: '65535' }));
    expect([code, said]).toEqual([1, expect.stringContaining('PORT=65534 npm start')]);
    other.close();
  });

  test.each(['no number', '70000', '-1', '1.5'])('PORT is %s', async (port) => {
    expect(await outcome(start({ PORT: port }))).toEqual({
      code: 1,
      said: expect.stringContaining(`PORT is "${port}"`),
    });
  });

  test.each(['nowhere', 'tmp'])('there is no built site: dist is %s', async (dist) => {
    expect(await outcome(start({}, dist))).toEqual({
      code: 1,
      said: expect.stringMatching(/^There is no built site .*\n$/),
    });
  });

  test('there is no room for sandboxes', async () => {
    const { code, said } = await outcome(start({ TMPDIR: path.join(directory, 'nowhere') }));
    expect([code, said]).toEqual([1, expect.stringMatching(/^The local runtime cannot start: .*\n$/)]);
  });
});

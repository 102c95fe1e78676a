import { getEventListeners, once } from 'node:events';
import { access } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  actAsPageOf,
  collect,
  databaseWith,
  importKey,
  runningIn,
  sandboxDirectories,
  startServer,
  textOf,
  type TestServer,
} from '../../../server/testing/support.ts';
import type { GuestMessage } from '../../protocol/messages.ts';
import type { Sandbox } from '../../runtime.ts';
import { runtime } from './index.ts';
import { limits } from './protocol.ts';

const never = new AbortController().signal;
const heap = { probe: 'heap' } as const;
let server: TestServer;
const opened: Sandbox[] = [];

async function boot(files: Record<string, string>): Promise<Sandbox> {
  const sandbox = await runtime.boot(files, never);
  opened.push(sandbox);
  return sandbox;
}

/** Reads messages up to the first line that the program prints, and gives it. */
async function firstLine(messages: AsyncIterator<GuestMessage>): Promise<string> {
  for (;;) {
    const { value, done } = (await messages.next()) as IteratorResult<GuestMessage, undefined>;
    if (done || value.type === 'exit') throw new Error('The program ended before it printed.');
    if (value.type === 'log') return value.text.trim();
  }
}

beforeAll(async () => {
  server = await startServer();
});
beforeEach(() => actAsPageOf(server.origin));
afterEach(async () => {
  for (const sandbox of opened.splice(0)) await sandbox.dispose();
  vi.unstubAllGlobals();
});
afterAll(() => server.close());

test('runs a program that prints, and says that it ended', async () => {
  expect(await runtime.unavailable()).toBeNull();
  const sandbox = await boot({
    'client.ts': `import { word } from './lib/word.ts'; console.log('Hello, ' + word);`,
    'lib/word.ts': `export const word: string = 'heap';`,
  });
  const messages = await collect(sandbox.run('client.ts', heap, never));
  expect(messages[0]).toMatchObject({
    type: 'started',
    node: process.version,
    http2: 'builtin',
    heapLimit: 256 * 2 ** 20,
    buffersLimit: 512 * 2 ** 20,
  });
  expect(textOf(messages, 'stdout')).toBe('Hello, heap\n');
  expect(textOf(messages, 'stderr')).toBe('');
  expect(messages.at(-1)).toEqual({
    type: 'exit',
    code: 0,
    reason: { code: 'exited', program: 'client.ts', exitCode: 0 },
  });
});

test('runs a server and a client beside each other, and the client what was written last', async () => {
  const sandbox = await boot({
    'server.ts': `import { Server, ServerCredentials } from '@grpc/grpc-js';
new Server().bindAsync('127.0.0.1:' + process.env.PORT, ServerCredentials.createInsecure(), () => {});`,
    'client.ts': `console.log('old');`,
  });
  const stop = new AbortController();
  let client: Promise<GuestMessage[]> | undefined;
  for await (const message of sandbox.run('server.ts', { probe: 'served', env: { PORT: '0' } }, stop.signal)) {
    if (message.type !== 'listening') continue;
    await sandbox.write(
      'client.ts',
      `import net from 'node:net';
net.connect(Number(process.env.PORT), '127.0.0.1', () => { console.log('connected'); process.exit(); });`,
    );
    client = collect(sandbox.run('client.ts', { probe: 'heap', env: { PORT: String(message.port) } }, never));
    await client;
    stop.abort();
  }
  expect(textOf(await client!, 'stdout')).toBe('connected\n');
});

describe('ends a program', () => {
  test('in an endless loop, when told to stop, and without a reason', async () => {
    const sandbox = await boot({ 'client.ts': `console.log('up'); for (;;);` });
    const stop = new AbortController();
    const messages: GuestMessage[] = [];
    for await (const message of sandbox.run('client.ts', heap, stop.signal)) {
      messages.push(message);
      if (message.type !== 'log') continue;
      expect(await runningIn()).toHaveLength(1);
      stop.abort();
    }
    expect(messages.at(-1)).toEqual({ type: 'exit', code: null });
    expect(await runningIn()).toEqual([]);
  });

  test('when its messages are no longer read', async () => {
    const sandbox = await boot({ 'client.ts': `console.log('up'); for (;;);` });
    for await (const message of sandbox.run('client.ts', heap, never)) if (message.type === 'log') break;
    expect(await runningIn()).toEqual([]);
  });

  test('before it starts, where the signal came first', async () => {
    const sandbox = await boot({ 'client.ts': '' });
    expect(await collect(sandbox.run('client.ts', heap, AbortSignal.abort()))).toEqual([{ type: 'exit', code: null }]);
  });

  test('with the sandbox, whose directory it removes', async () => {
    const sandbox = await boot({ 'client.ts': `console.log('up'); for (;;);` });
    const messages = sandbox.run('client.ts', heap, never)[Symbol.asyncIterator]();
    await firstLine(messages);
    await sandbox.dispose();
    await sandbox.dispose();
    expect(await runningIn()).toEqual([]);
    expect(await sandboxDirectories()).toEqual([]);
    expect((await collect({ [Symbol.asyncIterator]: () => messages })).at(-1)?.type).toBe('exit');
  });
});

test('keeps a flood of a million lines from the page, and tells how many it left out', async () => {
  const sandbox = await boot({ 'client.ts': `for (let n = 1; n <= 1_000_000; n++) console.log('line ' + n);` });
  let lines = 0;
  let dropped = 0;
  let last = '';
  for await (const message of sandbox.run('client.ts', heap, never)) {
    if (message.type !== 'log') continue;
    lines += message.text.split('\n').length - 1;
    dropped += message.dropped;
    last = message.text;
  }
  expect(lines + dropped).toBe(1_000_000);
  expect(dropped).toBeGreaterThan(lines);
  expect(last).toMatch(/line 1000000\n$/);
});

test('a program cannot hang up on the probe', async () => {
  const sandbox = await boot({ 'client.ts': `import fs from 'node:fs'; fs.closeSync(3); console.log(1);` });
  for (let run = 0; run < 2; run++) {
    const messages = await collect(sandbox.run('client.ts', heap, never));
    expect(textOf(messages, 'stdout')).toBe('');
    expect(messages.at(-1)).toMatchObject({ type: 'exit', code: 1, reason: { code: 'access-denied', line: 1 } });
  }
});

test('a page that goes away takes its sandbox with it, and no other', async () => {
  const text = `console.log('up'); for (;;);`;
  const sockets: WebSocket[] = [];
  const { WebSocket: Page } = globalThis;
  vi.stubGlobal(
    'WebSocket',
    class extends Page {
      constructor(...args: [string, string[]]) {
        super(...args);
        sockets.push(this);
      }
    },
  );
  const [going, staying] = [await boot({ 'client.ts': text }), await boot({ 'client.ts': text })];
  const [a, b] = [going, staying].map((sandbox) => sandbox.run('client.ts', heap, never)[Symbol.asyncIterator]());
  await Promise.all([firstLine(a!), firstLine(b!)]);
  expect(await runningIn()).toHaveLength(2);
  (sockets[0] as unknown as { terminate(): void }).terminate();
  const rest = await collect({ [Symbol.asyncIterator]: () => a! });
  expect(rest.at(-1)).toEqual({ type: 'exit', code: null, reason: { code: 'connection-lost' } });
  await vi.waitFor(async () => expect(await sandboxDirectories()).toHaveLength(1), { timeout: 30_000 });
  expect((await runningIn()).map((directory) => path.basename(directory))).toEqual(
    (await sandboxDirectories()).map((directory) => path.basename(directory)),
  );
  await b!.return!();
});

describe('says why it cannot boot', () => {
  const reason = (code: string) => expect.objectContaining({ reason: expect.objectContaining({ code }) });

  test('files over the limit', async () => {
    await expect(boot({ 'a.ts': 'x'.repeat(limits.fileBytes + 1) })).rejects.toEqual(reason('too-large'));
    await expect(boot({ 'a.ts': 'x'.repeat(limits.message) })).rejects.toEqual(reason('too-large'));
  });

  test('one sandbox too many', async () => {
    // Those of the tests before have gone for the page, and a moment later for the server.
    await vi.waitFor(async () => expect(await sandboxDirectories()).toEqual([]), { timeout: 30_000 });
    for (let count = 0; count < limits.sandboxes; count++) await boot({});
    await expect(boot({})).rejects.toEqual(reason('too-many'));
  });

  test('the signal', async () => {
    await expect(runtime.boot({}, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    const stop = new AbortController();
    const booting = runtime.boot({}, stop.signal);
    stop.abort();
    await expect(booting).rejects.toMatchObject({ name: 'AbortError' });
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
    await vi.waitFor(async () => expect(await sandboxDirectories()).toEqual([]), { timeout: 30_000 });
  });

  test.each([
    ['has no key', () => databaseWith(undefined)],
    ['has another’s', async () => databaseWith(await importKey('x'))],
    [
      'keeps nothing',
      () => ({
        open() {
          throw new DOMException('', 'SecurityError');
        },
      }),
    ],
  ])('a browser that %s', async (_name, database) => {
    vi.stubGlobal('indexedDB', await database());
    expect(await runtime.unavailable()).toMatchObject({ code: 'no-key' });
    await expect(boot({})).rejects.toEqual(reason('no-key'));
  });

  test('a page of another origin', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 403 }));
    expect(await runtime.unavailable()).toMatchObject({ code: 'refused' });
    await expect(boot({})).rejects.toEqual(reason('refused'));
  });

  test.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['has no such path', (_, response) => void response.writeHead(404).end()],
    ['answers every path with a page', (_, response) => void response.end('<!doctype html>')],
    ['answers something else', (_, response) => void response.end('{"token":1}')],
    ['sends one elsewhere', (_, response) => void response.writeHead(302, { Location: '/' }).end()],
  ])('a server that %s', async (_name, listener) => {
    const other = createServer(listener);
    await once(other.listen(0, '127.0.0.1'), 'listening');
    actAsPageOf(`http://127.0.0.1:${(other.address() as AddressInfo).port}`);
    expect(await runtime.unavailable()).toMatchObject({ code: 'runtime-missing' });
    await expect(boot({})).rejects.toEqual(reason('runtime-missing'));
    other.close();
  });
});

test('a server that is stopped mid-run ends the run, and cannot be used again', async () => {
  const stopped = await startServer();
  actAsPageOf(stopped.origin);
  const sandbox = await boot({ 'client.ts': `console.log('up'); for (;;);` });
  const messages = sandbox.run('client.ts', heap, never)[Symbol.asyncIterator]();
  await firstLine(messages);
  await stopped.close();
  expect((await collect({ [Symbol.asyncIterator]: () => messages })).at(-1)).toEqual({
    type: 'exit',
    code: null,
    reason: { code: 'connection-lost' },
  });
  expect(await runningIn()).toEqual([]);
  expect((await collect(sandbox.run('client.ts', heap, never))).at(-1)).toMatchObject({
    reason: { code: 'connection-lost' },
  });
  await expect(sandbox.write('client.ts', '')).rejects.toMatchObject({ reason: { code: 'connection-lost' } });
  expect(await runtime.unavailable()).toMatchObject({ code: 'runtime-missing' });
});

test('after 50 turns of boot, run, stop and close, nothing is left', { timeout: 300_000 }, async () => {
  const ports: number[] = [];
  const directories = new Set<string>();
  const stop = new AbortController();
  const listener = `import net from 'node:net';
const server = net.createServer().listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  for (let turn = 0; turn < 50; turn++) {
    const sandbox = await boot({ 'server.ts': listener });
    for (const directory of await sandboxDirectories()) directories.add(directory);
    const turnStop = new AbortController();
    const run = sandbox
      .run('server.ts', { probe: 'served' }, AbortSignal.any([stop.signal, turnStop.signal]))
      [Symbol.asyncIterator]();
    ports.push(Number(await firstLine(run)));
    turnStop.abort();
    expect((await collect({ [Symbol.asyncIterator]: () => run })).at(-1)).toEqual({ type: 'exit', code: null });
    await sandbox.dispose();
    expect(getEventListeners(turnStop.signal, 'abort')).toEqual([]);
  }
  opened.length = 0;
  expect(await runningIn()).toEqual([]);
  expect(directories.size).toBeGreaterThanOrEqual(50);
  expect(await sandboxDirectories()).toEqual([]);
  for (const directory of directories) await expect(access(directory)).rejects.toMatchObject({ code: 'ENOENT' });
  for (const port of ports) {
    const socket = net.connect(port, '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  }
});

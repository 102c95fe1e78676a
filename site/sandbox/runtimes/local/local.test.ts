import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { actAsPageOf, collect, startServer, textOf, type TestServer } from '../../../server/test-support.ts';
import type { Sandbox } from '../../runtime.ts';
import { runtime } from './index.ts';

const never = new AbortController().signal;
let server: TestServer;
const open: Sandbox[] = [];

async function boot(files: Record<string, string>): Promise<Sandbox> {
  const sandbox = await runtime.boot(files, never);
  open.push(sandbox);
  return sandbox;
}

beforeAll(async () => {
  server = await startServer();
  actAsPageOf(server.origin);
});
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.dispose();
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await server.close();
});

test('runs a program that prints, and says that it ended', async () => {
  expect(await runtime.unavailable()).toBeNull();
  const sandbox = await boot({ 'client.ts': `import { word } from './lib/word.ts'; console.log('Hello, ' + word);`, 'lib/word.ts': `export const word: string = 'heap';` });
  const messages = await collect(sandbox.run('client.ts', { probe: 'heap' }, never));
  expect(messages[0]).toMatchObject({ type: 'started', node: process.version, http2: 'builtin', heapLimit: 256 * 2 ** 20 });
  expect(textOf(messages, 'stdout')).toBe('Hello, heap\n');
  expect(textOf(messages, 'stderr')).toBe('');
  expect(messages.at(-1)).toEqual({ type: 'exit', code: 0, reason: { code: 'exited', program: 'client.ts', exitCode: 0 } });
});

test('ends an endless loop when told to stop, and says so without a reason', async () => {
  const sandbox = await boot({ 'client.ts': `console.log('in'); for (;;);` });
  const stop = new AbortController();
  const messages = [];
  for await (const message of sandbox.run('client.ts', { probe: 'heap' }, stop.signal)) {
    messages.push(message);
    if (message.type === 'log') stop.abort();
  }
  expect(messages.at(-1)).toEqual({ type: 'exit', code: null });
});

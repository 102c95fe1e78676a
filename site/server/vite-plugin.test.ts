import type { AddressInfo } from 'node:net';
import { createServer } from 'vite';
import { afterEach, expect, test, vi } from 'vitest';
import { runtime } from '../sandbox/runtimes/local/index.ts';
import { actAsPageOf, collect, textOf, workspacesOf } from './testing/support.ts';
import { localRuntime } from './vite-plugin.ts';

afterEach(() => void vi.unstubAllGlobals());

test('the development server runs sandboxes too, and leaves nothing when it closes', async () => {
  const server = await createServer({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0 },
    plugins: [localRuntime()],
  });
  await server.listen();
  const { port } = server.httpServer!.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  expect((await fetch(`${origin}/runtime/local`, { headers: { Origin: 'http://evil.example' } })).status).toBe(403);
  expect((await fetch(`${origin}/nothing`)).headers.get('x-content-type-options')).toBe('nosniff');
  actAsPageOf(origin);
  const signal = new AbortController().signal;
  const sandbox = await runtime.boot({ 'client.ts': 'console.log(1 + 1);' }, signal);
  expect(textOf(await collect(sandbox.run('client.ts', { probe: 'heap' }, signal)), 'stdout')).toBe('2\n');
  expect(await workspacesOf(process.pid)).toHaveLength(1);
  await server.close();
  await vi.waitFor(async () => expect(await workspacesOf(process.pid)).toEqual([]), { timeout: 30_000 });
});

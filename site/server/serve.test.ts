import { once } from 'node:events';
import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalRuntime } from './local-runtime.ts';
import { SiteServer } from './serve.ts';
import { removeDirectory } from './workspace.ts';

const noRuntime: LocalRuntime = {
  warm: Promise.resolve(),
  handle: () => false,
  upgrade: () => false,
  close: async () => undefined,
};
let site: string;
let server: SiteServer;
const get = (address: string, init?: RequestInit) => fetch(`http://localhost:${server.port}${address}`, init);

beforeAll(async () => {
  site = await mkdtemp(path.join(tmpdir(), 'site-'));
  const files = {
    'index.html': 'home',
    'lessons/one/index.html': 'lesson',
    '404.html': 'not here',
    '_astro/a.x1.js': 'code',
    '../outside.txt': 'outside',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(site, 'dist', name)), { recursive: true });
    await writeFile(path.join(site, 'dist', name), text);
  }
  server = await SiteServer.listen(0);
});
afterAll(async () => {
  await server.close();
  await removeDirectory(site);
});

test('says that the site is being built until it is', async () => {
  const response = await get('/');
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  await server.serve(path.join(site, 'dist'), noRuntime);
  expect((await get('/')).status).toBe(200);
});

test('answers on both loopback addresses', async () => {
  for (const host of ['127.0.0.1', '[::1]'])
    expect(await (await fetch(`http://${host}:${server.port}/`)).text()).toBe('home');
});

test('serves pages by their directory, to be asked for again each time, and hashed files for good', async () => {
  const lesson = await get('/lessons/one/');
  expect([await lesson.text(), lesson.headers.get('content-type'), lesson.headers.get('cache-control')]).toEqual([
    'lesson',
    'text/html;charset=utf-8',
    'no-cache',
  ]);
  expect((await get('/_astro/a.x1.js')).headers.get('cache-control')).toContain('immutable');
  const etag = lesson.headers.get('etag')!;
  expect((await get('/lessons/one/', { headers: { 'If-None-Match': etag } })).status).toBe(304);
});

test.each(['/', '/nothing/', '/_astro/a.x1.js'])('sends the security headers with %s', async (address) => {
  const { headers } = await get(address);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('referrer-policy')).toBe('same-origin');
});

test('isolates the pages that hold a sandbox where the built site asks for it, and no other', async () => {
  const policyOf = async (address: string) => (await get(address)).headers.get('cross-origin-embedder-policy');
  expect(await policyOf('/lessons/one/')).toBeNull();
  await writeFile(path.join(site, 'dist/_headers'), '');
  const other = await SiteServer.listen(0);
  await other.serve(path.join(site, 'dist'), noRuntime);
  const [lesson, home] = await Promise.all(
    ['/lessons/one/', '/'].map((address) => fetch(`http://localhost:${other.port}${address}`)),
  );
  expect([lesson!, home!].map(({ headers }) => headers.get('cross-origin-embedder-policy'))).toEqual([
    'require-corp',
    null,
  ]);
  await other.close();
});

test.each(['/nothing/', '/..%2foutside.txt', '/%2e%2e/outside.txt', '/_astro/..%2f..%2foutside.txt'])(
  'answers %s with the page that says it is not here',
  async (address) => {
    const response = await get(address);
    expect([response.status, await response.text()]).toEqual([404, 'not here']);
  },
);

test('goes on, with what is there now, when the site is built anew under it', async () => {
  expect((await get('/_astro/a.x1.js')).status).toBe(200);
  await rename(path.join(site, 'dist/_astro/a.x1.js'), path.join(site, 'dist/_astro/a.x2.js'));
  expect((await get('/_astro/a.x1.js')).status).toBe(404);
  expect((await get('/_astro/a.x2.js')).status).toBe(200);
});

test('says so where the port is taken, be it on one address only, and holds on to none', async () => {
  await expect(SiteServer.listen(server.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const other = createServer().listen(0, '::1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await expect(SiteServer.listen(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  other.close();
  await once(other, 'close');
  await (await SiteServer.listen(port)).close();
});

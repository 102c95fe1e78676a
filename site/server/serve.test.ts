import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalRuntime } from './local-runtime.ts';
import { SiteServer } from './serve.ts';
import { removeDirectory } from './machine/remove-directory.ts';

const noRuntime: LocalRuntime = {
  warm: Promise.resolve(),
  handle: () => false,
  upgrade: () => false,
  close: async () => undefined,
};
let site: string;
let server: SiteServer;
/** Sends exactly these headers, and a Host where none is given. */
async function request(
  address: string,
  headers: Record<string, string> = {},
  port = server.port,
  method = 'GET',
): Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }> {
  const options = { host: '127.0.0.1', port, method, path: address, agent: false } as const;
  const asked = http.request({ ...options, headers: { Host: `localhost:${port}`, ...headers } }).end();
  const [response] = (await once(asked, 'response')) as [http.IncomingMessage];
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += chunk as string;
  return { status: response.statusCode!, headers: response.headers, body };
}
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

test('names no other host, not even while the site is being built', async () => {
  const building = await SiteServer.listen(0);
  for (const [port, own] of [
    [building.port, 503],
    [server.port, 200],
  ] as const) {
    expect((await request('/', { Host: `evil.example:${port}` }, port)).status).toBe(403);
    expect((await request('/', { Host: `localhost:${port}` }, port)).status).toBe(own);
  }
  await building.close();
});

test('answers on both loopback addresses', async () => {
  for (const host of ['127.0.0.1', '[::1]'])
    expect(await (await fetch(`http://${host}:${server.port}/`)).text()).toBe('home');
});

test('serves pages by their directory, to be asked for again each time, and hashed files for good', async () => {
  const lesson = await get('/lessons/one/');
  expect([await lesson.text(), lesson.headers.get('content-type'), lesson.headers.get('cache-control')]).toEqual([
    'lesson',
    'text/html; charset=utf-8',
    'no-cache',
  ]);
  expect((await get('/_astro/a.x1.js')).headers.get('cache-control')).toContain('immutable');
  const etag = lesson.headers.get('etag')!;
  expect((await request('/lessons/one/', { 'If-None-Match': etag })).status).toBe(304);
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

describe('as RFC 9110 has it', () => {
  const text = '0123456789';
  beforeAll(() => writeFile(path.join(site, 'dist/ten.txt'), text));

  test.each([
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-5', 206, '56789', 'bytes 5-9/10'],
    ['bytes=0-99', 206, text, 'bytes 0-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=99-100', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=5-3', 416, '', 'bytes */10'],
    // What is no range, or one of another unit, or more than one, may be passed over.
    ['lines=1-2', 200, text, undefined],
    ['bytes=x', 200, text, undefined],
    ['bytes=0-1,4-5', 200, text, undefined],
  ])('Range: %s is answered with %i', async (range, status, body, contentRange) => {
    const answer = await request('/ten.txt', { Range: range });
    expect([answer.status, answer.headers['content-range']]).toEqual([status, contentRange]);
    if (status !== 416) expect(answer.body).toBe(body);
    const head = await request('/ten.txt', { Range: range }, server.port, 'HEAD');
    expect([head.status, head.body]).toEqual([status, '']);
  });

  test('HEAD says what GET would, and sends nothing of it', async () => {
    const [get, head] = [await request('/ten.txt'), await request('/ten.txt', {}, server.port, 'HEAD')];
    for (const name of ['content-length', 'content-type', 'etag', 'cache-control', 'accept-ranges'])
      expect(head.headers[name]).toBe(get.headers[name]);
    expect([get.headers['content-length'], head.body]).toEqual(['10', '']);
  });

  test('what has not changed is not sent again, and a range of what has is the whole', async () => {
    const { etag, 'last-modified': modified } = (await request('/ten.txt')).headers;
    expect((await request('/ten.txt', { 'If-None-Match': etag! })).status).toBe(304);
    expect((await request('/ten.txt', { 'If-None-Match': `"other", ${etag}` })).status).toBe(304);
    expect((await request('/ten.txt', { 'If-Modified-Since': modified! })).status).toBe(304);
    expect((await request('/ten.txt', { 'If-None-Match': '"other"' })).status).toBe(200);
    expect(await request('/ten.txt', { Range: 'bytes=0-0', 'If-Range': '"other"' })).toMatchObject({
      status: 200,
      body: text,
    });
  });

  test('a compressed twin goes to who takes it, with the type of what it holds', async () => {
    await writeFile(path.join(site, 'dist/code.js'), 'plain');
    await writeFile(path.join(site, 'dist/code.js.br'), 'small');
    for (const [accepted, body, encoding] of [
      ['gzip, deflate, br', 'small', 'br'],
      ['br;q=0', 'plain', undefined],
      ['identity', 'plain', undefined],
    ] as const) {
      const answer = await request('/code.js', { 'Accept-Encoding': accepted });
      expect([answer.body, answer.headers['content-encoding'], answer.headers.vary]).toEqual([
        body,
        encoding,
        'Accept-Encoding',
      ]);
      expect(answer.headers['content-type']).toMatch(/^text\/javascript/);
    }
  });

  test.each(['/%', '/%ff', '/a%00b', '/.git/config', '/\\..\\outside.txt'])(
    '%s, which leads nowhere, harms nothing',
    async (address) => {
      expect((await request(address)).status).toBeGreaterThanOrEqual(400);
      expect((await request('/ten.txt')).status).toBe(200);
    },
  );
});

test('a file that goes away, or grows shorter, while it is sent costs that answer alone', async () => {
  const large = path.join(site, 'dist/large.bin');
  for (const spoil of [() => rm(large), () => truncate(large, 1000)]) {
    await writeFile(large, Buffer.alloc(64 * 2 ** 20, 1));
    const asked = http.get({
      host: '127.0.0.1',
      port: server.port,
      path: '/large.bin',
      headers: { Host: `localhost:${server.port}` },
    });
    const [response] = (await once(asked, 'response')) as [http.IncomingMessage];
    response.on('error', () => undefined);
    await once(response, 'readable');
    await spoil();
    response.resume();
    await new Promise((resolve) => response.on('close', resolve));
    expect((await request('/')).status).toBe(200);
  }
});

test('peers that reset in the middle of anything cost themselves alone', async () => {
  for (const text of [
    `GET / HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`,
    `GET /runtime/local/sandbox HTTP/1.1\r\nHost: localhost:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    `GET /other HTTP/1.1\r\nHost: localhost:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    'nonsense\r\n\r\n',
    'GET / HT',
  ])
    for (let turn = 0; turn < 20; turn++) {
      const socket = connect(server.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(text);
      socket.resetAndDestroy();
    }
  expect((await request('/')).status).toBe(200);
});

test('connections that ask for nothing keep nobody out', async () => {
  const idle = Array.from({ length: 300 }, () => connect(server.port, '127.0.0.1').on('error', () => undefined));
  await Promise.all(idle.map((socket) => once(socket, 'connect')));
  expect((await request('/')).status).toBe(200);
  for (const socket of idle) socket.destroy();
});

test('connections that never take their answer keep nobody out', async () => {
  await writeFile(path.join(site, 'dist/large.bin'), Buffer.alloc(16 * 2 ** 20, 1));
  const stalled = Array.from({ length: 300 }, () => connect(server.port, '127.0.0.1').on('error', () => undefined));
  for (const socket of stalled) {
    await once(socket.pause(), 'connect');
    socket.write(`GET /large.bin HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`);
  }
  for (let turn = 0; turn < 3; turn++) expect((await request('/')).status).toBe(200);
  for (const socket of stalled) socket.destroy();
});

/** What the server answers to these octets, until it hangs up. */
async function raw(text: string, port = server.port): Promise<string> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  let answer = '';
  socket.setEncoding('latin1').on('data', (part: string) => (answer += part));
  socket.write(text, 'latin1');
  await new Promise((resolve) => socket.on('close', resolve)); // be it by a reset
  return answer;
}
const statusesOf = (answer: string): string[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status!);

describe('of octets that say two things at once', () => {
  const own = () => `Host: localhost:${server.port}\r\n`;
  const hidden = () => `GET /ten.txt HTTP/1.1\r\n${own()}Connection: close\r\n\r\n`;

  // RFC 9112, sections 3.2, 5 and 6: what one server takes for a body another may take for the next request.
  test.each<[string, () => string]>([
    ['a length and chunks', () => `${own()}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['two lengths', () => `${own()}Content-Length: 0\r\nContent-Length: 40\r\n\r\n`],
    ['a length with a sign', () => `${own()}Content-Length: +40\r\n\r\n`],
    ['a length in hex', () => `${own()}Content-Length: 0x28\r\n\r\n`],
    ['chunks by another name', () => `${own()}Transfer-Encoding: xchunked\r\n\r\n`],
    ['chunks twice', () => `${own()}Transfer-Encoding: chunked, identity\r\n\r\n`],
    ['chunks after a tab', () => `${own()}Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n`],
    ['chunks before a colon’s space', () => `${own()}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`],
    ['a folded header', () => `${own()}X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a header ended by a bare CR', () => `${own()}X: y\rTransfer-Encoding: chunked\r\n\r\n`],
    ['a NUL in a header', () => `${own()}X: a\0b\r\n\r\n`],
    ['two Hosts', () => `${own()}Host: evil.example\r\n\r\n`],
    ['no Host', () => '\r\n'],
    ['more headers than fit', () => `${own()}${'X-Y: z\r\n'.repeat(5000)}\r\n`],
    ['a header that is too long', () => `${own()}X: ${'y'.repeat(100_000)}\r\n\r\n`],
  ])('%s: no request hidden behind them is answered', async (_name, rest) => {
    for (const method of ['GET', 'POST']) {
      const statuses = statusesOf(await raw(`${method} / HTTP/1.1\r\n${rest()}${hidden()}`));
      // None where the refusal is overtaken by the end of the connection.
      expect(statuses.length).toBeLessThan(2);
      expect(statuses.filter((status) => Number(status) < 400)).toEqual([]);
    }
    expect((await request('/ten.txt')).status).toBe(200);
  });

  test('requests that follow each other on one connection are each answered, in their order', async () => {
    const answer = await raw(`GET / HTTP/1.1\r\n${own()}\r\nGET /nothing/ HTTP/1.1\r\n${own()}\r\n${hidden()}`);
    expect(statusesOf(answer)).toEqual(['200', '404', '200']);
  });

  test.each([
    ['an address of another host', 'http://evil.example/ten.txt'],
    ['one of this', 'http://localhost/ten.txt'],
    ['an authority', 'evil.example:80'],
    ['an asterisk', '*'],
    ['two slashes', '//evil.example/ten.txt'],
    ['a space', '/ten.txt /'],
    ['a backslash', '/..\\outside.txt'],
    ['a NUL', '/ten.txt\0.html'],
    ['a line feed', '/ten.txt%0a'],
    ['encoded twice', '/%252e%252e/outside.txt'],
    ['too long UTF-8', '/%c0%ae%c0%ae/outside.txt'],
    ['a vast one', `/${'a/'.repeat(30_000)}`],
  ])('%s asked for leads to no file', async (_name, address) => {
    const [status] = statusesOf(await raw(`GET ${address} HTTP/1.1\r\n${own()}Connection: close\r\n\r\n`));
    expect(Number(status)).toBeGreaterThanOrEqual(400);
  });

  test.each(['CONNECT', 'TRACE', 'PROPFIND', 'get', 'GET\0', 'PRI'])('the method %j leads nowhere', async (method) => {
    const statuses = statusesOf(await raw(`${method} / HTTP/1.1\r\n${own()}Connection: close\r\n\r\n`));
    expect(statuses.every((status) => Number(status) >= 400)).toBe(true);
    expect((await request('/ten.txt')).status).toBe(200);
  });
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

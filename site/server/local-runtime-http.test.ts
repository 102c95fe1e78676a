import { once } from 'node:events';
import net from 'node:net';
import os from 'node:os';
import { expect, test, vi } from 'vitest';
import {
  challengePath,
  infoPath,
  isInfo,
  proofScheme,
  proofSubprotocol,
  socketPath,
  subprotocol,
  type Challenge,
} from '../sandbox/runtimes/local/protocol.ts';
import { Key, ownKey } from './http/key.ts';
import { proofFor, send, server, statusOf } from './testing/local-runtime-client.ts';
import { key } from './testing/support.ts';

test('listens on loopback only', async () => {
  const outside = Object.values(os.networkInterfaces())
    .flat()
    .find((address) => address && !address.internal && address.family === 'IPv4');
  if (!outside) return;
  const socket = net.connect(server.port, outside.address);
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
});

const own = () => ({ Origin: server.origin });

test('answers a page of its own, by any of its names', async () => {
  for (const name of ['localhost', '127.0.0.1', '[::1]']) {
    const host = `${name}:${server.port}`;
    const answer = await send({ path: infoPath, headers: { Host: host, Origin: `http://${host}` } });
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    const info = JSON.parse(answer.body) as unknown;
    expect(isInfo(info)).toBe(true);
    expect(info).toMatchObject({ node: process.version, wall: server.wall });
  }
  expect((await send({ path: infoPath, headers: { 'Sec-Fetch-Site': 'same-origin' } })).status).toBe(200);
});

test.each([
  'evil.example',
  'localhost',
  'localhost:1',
  'localhost.evil.example:PORT',
  'evil.example:PORT',
  'user@localhost:PORT',
  '0.0.0.0:PORT',
  '127.0.0.1.:PORT',
])('refuses the Host %s, which is what DNS rebinding sends', async (template) => {
  const host = template.replace('PORT', String(server.port));
  expect(
    (
      await send({
        path: infoPath,
        headers: { Host: host, Origin: `http://${host}`, 'Sec-Fetch-Site': 'same-origin' },
      })
    ).status,
  ).toBe(403);
  expect((await send({ path: '/', headers: { Host: host } })).status).toBe(403);
});

test('refuses a request without a Host', async () => {
  const socket = net.connect(server.port, '127.0.0.1');
  socket.end(`GET ${infoPath} HTTP/1.0\r\nOrigin: ${server.origin}\r\n\r\n`);
  const [answer] = (await once(socket.setEncoding('utf8'), 'data')) as [string];
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
});

test.each([
  'http://evil.example',
  'null',
  'https://localhost:PORT',
  'http://127.0.0.1:PORT',
  'http://localhost',
  'http://localhost:PORT.evil.example',
])('refuses the Origin %s', async (template) => {
  const origin = template.replace('PORT', String(server.port));
  const answer = await send({ path: infoPath, headers: { Origin: origin, 'Sec-Fetch-Site': 'same-origin' } });
  expect(answer).toMatchObject({ status: 403, body: '' });
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
});

test.each([{}, { 'Sec-Fetch-Site': 'none' }, { 'Sec-Fetch-Site': 'same-site' }, { 'Sec-Fetch-Site': 'cross-site' }])(
  'refuses a request without an Origin and with %o',
  async (headers) => {
    expect((await send({ path: infoPath, headers: headers as Record<string, string> })).status).toBe(403);
  },
);

test.each<[string, () => string]>([
  ['nothing', () => ''],
  ['another proof', () => proofFor().replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
  ['less of it', () => proofFor().slice(0, -1)],
  ['more of it', () => `${proofFor()}0`],
  ['the key itself', () => process.env.LEAK_LAB_KEY!],
  ['the challenge', () => key.challenge],
  ['a proof for another port, whose server asked for it', () => proofFor(`localhost:${server.port + 1}`)],
  ['a proof for another name of this machine', () => proofFor(`127.0.0.1:${server.port}`)],
  ['a proof over the challenge of an earlier server', () => new Key(process.env.LEAK_LAB_KEY!).proofFor(server.origin)],
  ['a proof by another key', () => Object.assign(new Key('x'), { challenge: key.challenge }).proofFor(server.origin)],
])('refuses whoever does not prove to have the key, whatever else they send: %s', async (_name, shown) => {
  const all = {
    ...own(),
    'Sec-Fetch-Site': 'same-origin',
    'Sec-Fetch-Mode': 'cors',
    Referer: `${server.origin}/`,
    Cookie: `${proofScheme}=${shown()}`,
    Authorization: proofScheme + shown(),
    'X-Forwarded-For': '127.0.0.1',
  };
  for (const path of [infoPath, socketPath, `${infoPath}/other`])
    expect(await send({ path, headers: all })).toMatchObject({ status: 401, body: '' });
  expect(await statusOf(socketPath, [subprotocol, proofSubprotocol + shown()], all)).toBe(401);
});

test('tells a page of its own, and no other, the challenge', async () => {
  const answer = await send({ path: challengePath, headers: { ...own(), Authorization: '' } });
  expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  expect(JSON.parse(answer.body)).toEqual({ challenge: key.challenge } satisfies Challenge);
  expect((await send({ path: challengePath, headers: { Origin: 'http://evil.example' } })).status).toBe(403);
});

test('to who proves it, answers by the path', async () => {
  expect((await send({ path: socketPath, headers: own() })).status).toBe(426);
  expect((await send({ path: `${infoPath}/other`, headers: own() })).status).toBe(404);
});

test('the printed address leads to a page that keeps the key, of which nothing is in the page or its headers', async () => {
  const { search } = new URL(key.addressOf(server.origin));
  for (const path of ['/', '/lessons/one/', '//evil.example/']) {
    const answer = await send({ path: `${path}${search}&runtime=local`, headers: { Authorization: '' } });
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(answer.headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'sha256-[\w+/=]{44}'; img-src data:; frame-ancestors 'none'$/,
    );
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(JSON.stringify(answer)).not.toContain(process.env.LEAK_LAB_KEY);
  }
});

test('a user without a home, as of a container, has a key for this time', async () => {
  vi.stubEnv('LEAK_LAB_KEY', '');
  vi.stubEnv('XDG_STATE_HOME', '');
  const home = vi.spyOn(os, 'homedir').mockImplementation(() => {
    throw Object.assign(new Error('uv_os_homedir returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' });
  });
  const told = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  expect(new URL((await ownKey()).addressOf(server.origin)).searchParams.get('key')).toMatch(/^[\w-]{22}$/);
  expect(told).toHaveBeenCalledOnce();
  vi.unstubAllEnvs();
  for (const spy of [home, told]) spy.mockRestore();
});

test('an address carries any key, as one of base64 that somebody chose', () => {
  const chosen = 'a+b/c==&d#e f%';
  expect(new URL(new Key(chosen).addressOf(server.origin)).searchParams.get('key')).toBe(chosen);
});

test('a wrong key, or one asked for under another name, leads nowhere', async () => {
  const { search } = new URL(key.addressOf(server.origin));
  expect((await send({ path: '/?key=wrong' })).body).not.toContain('indexedDB');
  expect((await send({ path: `/${search}`, headers: { Host: `evil.example:${server.port}` } })).status).toBe(403);
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
  expect((await send({ path: infoPath, method, headers: own() })).status).toBe(405);
  expect((await send({ path: '/', method })).status).toBe(405);
});

test('refuses any body before it has come, and hangs up', async () => {
  for (const path of [infoPath, '/']) {
    const declared = await send({ path, method: 'POST', headers: { ...own(), 'Content-Length': '3' }, body: 'abc' });
    expect(declared).toMatchObject({ status: 413, headers: { connection: 'close' } });
    const socket = net.connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost:${server.port}\r\nOrigin: ${server.origin}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const [answer] = (await once(socket.setEncoding('utf8'), 'data')) as [string];
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    const flood = setInterval(() => socket.write(`10000\r\n${'x'.repeat(0x10000)}\r\n`), 5);
    await once(socket, 'close');
    clearInterval(flood);
  }
});

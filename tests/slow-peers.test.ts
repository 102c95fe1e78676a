// Peers that take for ever, or want all at once, against each server of the project: `npm start`'s, and that of a class, which is also a release's.
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { hubPaths } from '../site/class/addresses.ts';
import { SqliteStore } from '../site/class/hub/sqlite-store.ts';
import type { patience } from '../site/server/http/limit-connections.ts';
import { SiteServer } from '../site/server/serve.ts';
import { ClassClient, joinClass } from './support/class-client.ts';
import { classRoom } from './support/class-room.ts';

const most = 100;
/** As the servers' own, a hundredth of it. */
const short = { headersTimeout: 100, requestTimeout: 150, keepAliveTimeout: 50, connectionsCheckingInterval: 20 };
let site: string;
beforeAll(async () => {
  site = await mkdtemp(path.join(tmpdir(), 'slow-peers-'));
  for (const page of ['index', '404']) await writeFile(path.join(site, `${page}.html`), page);
  await writeFile(path.join(site, 'large.bin'), Buffer.alloc(4e6, 1));
});
afterAll(() => rm(site, { recursive: true }));

const noRuntime = {
  warm: Promise.resolve(),
  handle: () => false,
  upgrade: () => false,
  close: async () => undefined,
};
type Served = { port: number } & AsyncDisposable;
const servers: readonly [string, (deadlines?: typeof patience) => Promise<Served>][] = [
  [
    'the server of npm start',
    async (deadlines) => {
      const server = await SiteServer.listen(0, deadlines, most);
      await server.serve(site, noRuntime);
      return { port: server.port, [Symbol.asyncDispose]: () => server.close() };
    },
  ],
  [
    'the server of a class',
    async (deadlines) => {
      const room = await classRoom(new SqliteStore(':memory:'), site, { deadlines, mostConnections: most });
      return { port: Number(new URL(room.base).port), [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
    },
  ],
];

/** Says these octets, then the others one at a time, for as long as it is let. */
async function drip(port: number, first: string, others = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(first);
  void (async () => {
    for (const octet of others) {
      await setTimeout(10);
      if (socket.destroyed) return;
      socket.write(octet);
    }
  })();
  return socket;
}
/** What comes of asking for the first page with these headers too. */
async function fetchOver(port: number, headers: string): Promise<string> {
  const socket = await drip(port, `GET / HTTP/1.1\r\nHost: localhost:${port}\r\n${headers}\r\n`);
  let answer = '';
  socket.setEncoding('latin1').on('data', (part: string) => {
    answer += part;
    socket.destroy();
  });
  await new Promise((resolve) => socket.on('close', resolve));
  return answer;
}
const closed = (socket: Socket): Promise<unknown> =>
  socket.destroyed ? Promise.resolve() : new Promise((resolve) => socket.resume().on('close', resolve));
const statusOf = async (port: number): Promise<number> => {
  const answer = await fetch(`http://localhost:${port}/`, { headers: { Connection: 'close' } });
  await answer.text();
  return answer.status;
};
const openFiles = async (): Promise<number> =>
  process.platform === 'linux' ? (await readdir('/proc/self/fd')).length : 0;

describe.each(servers)('%s', (_name, start) => {
  const get = (port: number) => `GET / HTTP/1.1\r\nHost: localhost:${port}\r\n`;
  const post = (port: number) =>
    `POST /${hubPaths.join} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\n`;
  const long = 'x'.repeat(5000);

  test.each<[string, (port: number) => [string, string?]]>([
    ['nothing', () => ['']],
    ['half a line', () => ['GET / HT']],
    ['headers without an end', (port) => [get(port)]],
    ['headers without an end, an octet at a time', (port) => [get(port), `X: ${long}`]],
    ['a header a moment, for ever', (port) => [get(port), 'X: y\r\n'.repeat(1000)]],
    ['half of a body', (port) => [`${post(port)}Content-Length: 900\r\n\r\n{"code":`]],
    ['a body an octet at a time', (port) => [`${post(port)}Content-Length: 900\r\n\r\n`, long]],
    ['a chunk without an end', (port) => [`${post(port)}Transfer-Encoding: chunked\r\n\r\n384\r\n`, long]],
    ['chunks of an octet', (port) => [`${post(port)}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n'.repeat(900)]],
    ['half of an upgrade', (port) => [`${get(port)}Connection: Upgrade\r\nUpgrade: websocket\r\n`, long]],
    ['a request, and no other', (port) => [`${get(port)}\r\n`]],
    ['a request, and half of another', (port) => [`${get(port)}\r\n${get(port)}`]],
  ])('hangs up on who says %s', async (_what, says) => {
    await using server = await start(short);
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await closed(await drip(server.port, ...says(server.port)));
    expect(await statusOf(server.port)).toBe(200);
    // Nor does it fill the log of who runs it.
    expect(told).not.toHaveBeenCalled();
    told.mockRestore();
  });

  test.each<[string, (port: number) => [string, string?]]>([
    ['headers', (port) => [get(port), `X: ${long}`]],
    ['bodies', (port) => [`${post(port)}Content-Length: 900\r\n\r\n`, long]],
  ])('keeps a place for who comes next, whoever takes for ever over %s', async (_what, says) => {
    await using server = await start();
    const slow = await Promise.all(Array.from({ length: most + 20 }, () => drip(server.port, ...says(server.port))));
    for (let turn = 0; turn < 3; turn++) expect(await statusOf(server.port)).toBe(200);
    for (const socket of slow) socket.destroy();
  });

  // RFC 9110, section 7.8. curl's --http2 and Java's HttpClient offer h2c with every request.
  test.each(['h2c', 'TLS/1.0', 'h2c, websocket'])('answers who offers %s as if they had not', async (protocol) => {
    await using server = await start();
    const answer = await fetchOver(
      server.port,
      `Connection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABk\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('answers requests that come all at once in turn, and hangs up on a flood of them', async () => {
    await using server = await start();
    const request = `GET /large.bin HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`;
    const before = await openFiles();
    const patient = await drip(server.port, request.repeat(16));
    const flood = await drip(server.port, request.repeat(2000));
    await closed(flood);
    expect((await openFiles()) - before).toBeLessThan(12);
    let octets = 0;
    for await (const part of patient as AsyncIterable<Buffer>) if ((octets += part.length) > 16 * 4e6) break;
    expect(octets).toBeGreaterThan(16 * 4e6);
    expect(await statusOf(server.port)).toBe(200);
  });
});

describe('the hub of a class', () => {
  const open = (mostSockets: number) => classRoom(new SqliteStore(':memory:'), site, { mostSockets });
  const hello = (token: string) => ({ type: 'hello', as: 'learner', token, seen: 0 });

  test('says that a body is too long, before it has it and when it has too much', async () => {
    await using room = await open(8);
    const head = `POST /${hubPaths.join} HTTP/1.1\r\nHost: ${new URL(room.base).host}\r\nContent-Type: application/json\r\n`;
    for (const rest of [
      'Content-Length: 99999999\r\n\r\n',
      `Transfer-Encoding: chunked\r\n\r\n7d0\r\n${'x'.repeat(2000)}\r\n`,
    ]) {
      const socket = await drip(Number(new URL(room.base).port), head + rest);
      let answer = '';
      socket.setEncoding('latin1').on('data', (part: string) => (answer += part));
      await closed(socket);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    }
  });

  test('gives a learner the place of a socket that does not say who it is, and nobody that of a learner', async () => {
    await using room = await open(4);
    const { token } = await joinClass(room.base, room.record.code, 'Ann');
    const silent = Array.from(
      { length: 4 },
      () => new WebSocket(`${room.base.replace('http', 'ws')}/${hubPaths.socket}`),
    );
    for (const socket of silent) await once(socket, 'open');
    const known: ClassClient[] = [];
    for (let n = 0; n < 4; n++) {
      const client = await ClassClient.open(room.base, hello(token));
      await client.hears(({ type }) => type === 'news');
      known.push(client);
    }
    await expect(ClassClient.open(room.base, hello(token))).rejects.toThrow();
    expect(silent.every(({ readyState }) => readyState === WebSocket.CLOSED)).toBe(true);
    expect(known.every(({ socket }) => socket.readyState === socket.OPEN)).toBe(true);
  });
});

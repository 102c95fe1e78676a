import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import {
  challengePath,
  closeCodes,
  infoPath,
  isInfo,
  limits,
  proofScheme,
  proofSubprotocol,
  socketPath,
  subprotocol,
  type Challenge,
  type Reply,
  type Request,
} from '../sandbox/runtimes/local/protocol.ts';
import { Key, ownKey } from './key.ts';
import { key, startServer, type TestServer } from './test-support.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** Sends exactly these headers, a proof of the key where none is given, and `Host: localhost:<port>`. */
async function send({
  headers = {},
  body,
  ...options
}: http.RequestOptions & { headers?: Record<string, string>; body?: string }): Promise<Answer> {
  const request = http.request({
    host: '127.0.0.1',
    port: server.port,
    agent: false,
    headers: { Host: `localhost:${server.port}`, Authorization: proofScheme + proofFor(headers.Host), ...headers },
    ...options,
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk as string;
  return { status: response.statusCode!, headers: response.headers, body: text };
}

const proofFor = (host = `localhost:${server.port}`): string => key.proofFor(`http://${host}`);

/** Asks for a WebSocket, with a proof of the key where none is given: the socket where it is granted, or the status where it is not. */
async function connect(
  path: string,
  protocols: string[],
  headers: Record<string, string>,
): Promise<WebSocket | number> {
  const proven = protocols.length > 1 ? protocols : [...protocols, proofSubprotocol + proofFor()];
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, proven, {
    headers: { Host: `localhost:${server.port}`, ...headers },
  });
  return new Promise((resolve) => {
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode!);
      socket.terminate();
    });
    socket.on('error', () => undefined);
  });
}

/** The status that a request for a WebSocket is answered with: 101 where it is granted. */
async function statusOf(...request: Parameters<typeof connect>): Promise<number> {
  const answer = await connect(...request);
  if (typeof answer === 'number') return answer;
  answer.terminate();
  return 101;
}

const open = async (): Promise<WebSocket> => {
  const socket = await connect(socketPath, [subprotocol], { Origin: server.origin });
  if (typeof socket === 'number') throw new Error(`Refused with ${socket}.`);
  return socket;
};

/** Sends one request on a socket of its own, and gives its answer, or the code the socket was closed with. */
async function ask(request: Request | string | Buffer, before: Request[] = []): Promise<Reply | number> {
  const socket = await open();
  try {
    for (const one of before) {
      socket.send(JSON.stringify(one));
      await once(socket, 'message');
    }
    socket.send(typeof request === 'string' || Buffer.isBuffer(request) ? request : JSON.stringify(request));
    return await new Promise((resolve) => {
      socket.on('message', (data) => resolve(JSON.parse(String(data)) as Reply));
      socket.on('close', resolve);
    });
  } finally {
    socket.terminate();
  }
}

test('listens on loopback only', async () => {
  const outside = Object.values((await import('node:os')).networkInterfaces())
    .flat()
    .find((address) => address && !address.internal && address.family === 'IPv4');
  if (!outside) return;
  const socket = net.connect(server.port, outside.address);
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
});

describe('over HTTP', () => {
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
    [
      'a proof over the challenge of an earlier server',
      () => new Key(process.env.LEAK_LAB_KEY!).proofFor(server.origin),
    ],
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
});

describe('over WebSocket', () => {
  const port = () => String(server.port);

  test('grants it to a page of its own that shows the key', async () => {
    const socket = await open();
    expect(socket.protocol).toBe(subprotocol);
    socket.terminate();
  });

  test.each([
    ['a foreign Origin', { Origin: 'http://evil.example' }, 403],
    ['the Origin of a sandboxed frame', { Origin: 'null' }, 403],
    ['a foreign Host', { Host: 'evil.example:PORT', Origin: 'http://evil.example:PORT' }, 403],
  ])('refuses %s', async (_name, headers, status) => {
    const filled = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', port())]),
    );
    expect(await statusOf(socketPath, [subprotocol], { Origin: server.origin, ...filled })).toBe(status);
  });

  test('refuses one without an Origin, though it says same-origin', async () => {
    expect(await statusOf(socketPath, [subprotocol], { 'Sec-Fetch-Site': 'same-origin' })).toBe(403);
  });

  test('refuses one elsewhere under its path', async () => {
    expect(await statusOf(infoPath, [subprotocol], { Origin: server.origin })).toBe(404);
  });

  test('a refused one whose peer resets costs nobody else anything', async () => {
    for (let turn = 0; turn < 50; turn++) {
      const socket = net.connect(server.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(
        `GET ${socketPath} HTTP/1.1\r\nHost: localhost:${server.port}\r\nOrigin: http://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      );
      if (turn % 2) await once(socket, 'data');
      socket.resetAndDestroy();
    }
    expect((await send({ path: infoPath, headers: { Origin: server.origin } })).status).toBe(200);
  });

  test('refused ones whose peers do not hang up keep nobody out', async () => {
    const refused = Array.from({ length: 300 }, () =>
      net.connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined),
    );
    for (const socket of refused) {
      await once(socket, 'connect');
      socket
        .resume()
        .write(
          `GET ${socketPath} HTTP/1.1\r\nHost: localhost:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
        );
    }
    for (let turn = 0; turn < 3; turn++)
      expect((await send({ path: infoPath, headers: { Origin: server.origin } })).status).toBe(200);
    for (const socket of refused) socket.destroy();
  });

  test('closes a socket that sends more than the limit', async () => {
    expect(await ask(JSON.stringify({ type: 'open', id: 1, files: { 'a.ts': 'x'.repeat(limits.message) } }))).toBe(
      closeCodes.tooLarge,
    );
  });

  test.each([
    '',
    'null',
    '{}',
    '[]',
    '{"type":"open","id":"1","files":{}}',
    '{"type":"open","id":1,"files":{"a.ts":1}}',
    '{"type":"run","id":1,"program":"a.ts"}',
    '{"type":"shell","id":1}',
  ])('closes a socket that sends %s', async (text) => expect(await ask(text)).toBe(closeCodes.badRequest));

  test('closes a socket that sends binary data, or too many requests at once', async () => {
    expect(await ask(Buffer.from('{"type":"dispose","id":1}'))).toBe(closeCodes.badRequest);
    const socket = await open();
    for (let id = 1; id <= 1000; id++) socket.send(JSON.stringify({ type: 'write', id, path: 'a.ts', text: '' }));
    expect((await once(socket, 'close'))[0]).toBe(closeCodes.badRequest);
  });

  test('refuses the sandbox that is one too many, and takes another when one has gone', async () => {
    const sockets: WebSocket[] = [];
    for (let count = 0; count < limits.sandboxes; count++) sockets.push(await open());
    expect((await once(await open(), 'close'))[0]).toBe(closeCodes.tooMany);
    sockets.pop()!.terminate();
    // Asked again until the server has noticed; the test's own limit ends it otherwise.
    let answer: Reply | number;
    do answer = await ask({ type: 'dispose', id: 1 });
    while (answer === closeCodes.tooMany);
    expect(answer).toEqual({ type: 'done', id: 1 });
    for (const socket of sockets) socket.terminate();
  });

  const refused = (reason: object) => ({ type: 'failed', id: 1, reason: expect.objectContaining(reason) });

  test.each([
    '../a.ts',
    '/etc/passwd',
    'a/../../b.ts',
    './a.ts',
    'a//b.ts',
    'a/',
    '',
    '.',
    '..',
    '.hidden',
    'a\\..\\..\\b.ts',
    'C:/a.ts',
    'C:a.ts',
    'a.ts\0',
    'a\0/b.ts',
    '%2e%2e/a.ts',
    'a.ts:stream',
    'a./b.ts',
    'node_modules/@grpc/grpc-js/index.js',
    'lib/Node_Modules/a.js',
    `${'a/'.repeat(limits.path)}a.ts`,
    '--import=x.ts',
    '中.ts',
  ])('refuses the path %j, for a file and for a program', async (path) => {
    const opened: Request = { type: 'open', id: 0, files: { 'a.ts': '' } };
    expect(await ask({ type: 'open', id: 1, files: { [path]: '' } })).toEqual(refused({ code: 'access-denied' }));
    expect(await ask({ type: 'write', id: 1, path, text: '' }, [opened])).toEqual(refused({ code: 'access-denied' }));
    expect(await ask({ type: 'run', id: 1, program: path, probe: 'heap' }, [opened])).toEqual(
      refused({ code: 'access-denied' }),
    );
  });

  test('refuses files over the limits, together and one by one', async () => {
    const half = 'x'.repeat(limits.fileBytes / 2);
    expect(await ask({ type: 'open', id: 1, files: { 'a.ts': half, 'b.ts': `${half}x` } })).toEqual(
      refused({ code: 'too-large', bytes: limits.fileBytes }),
    );
    expect(
      await ask({ type: 'write', id: 1, path: 'b.ts', text: `${half}x` }, [
        { type: 'open', id: 0, files: { 'a.ts': half } },
      ]),
    ).toEqual(refused({ code: 'too-large', bytes: limits.fileBytes }));
    const many = Object.fromEntries(Array.from({ length: limits.files + 1 }, (_, index) => [`f${index}.ts`, '']));
    expect(await ask({ type: 'open', id: 1, files: many })).toEqual(refused({ code: 'too-large' }));
  });

  test.each(['NODE_OPTIONS', 'LD_PRELOAD', 'LEAK_LAB_PROBE', 'SHELLOPTS', 'PS4', 'HOME', 'A=B'])(
    'refuses to set the variable %s',
    async (name) => {
      const opened: Request = { type: 'open', id: 0, files: { 'a.ts': '' } };
      expect(await ask({ type: 'run', id: 1, program: 'a.ts', probe: 'heap', env: { [name]: '1' } }, [opened])).toEqual(
        refused({ code: 'access-denied' }),
      );
    },
  );

  test('refuses what comes before a sandbox is open, and to open one twice', async () => {
    const opened: Request = { type: 'open', id: 0, files: { 'a.ts': '' } };
    expect(await ask({ type: 'write', id: 1, path: 'a.ts', text: '' })).toEqual(refused({ code: 'internal' }));
    expect(await ask({ type: 'run', id: 1, program: 'a.ts', probe: 'heap' })).toEqual(refused({ code: 'internal' }));
    expect(await ask({ ...opened, id: 1 }, [opened])).toEqual(refused({ code: 'internal' }));
  });

  test('refuses the program that is one too many in a sandbox', async () => {
    const socket = await open();
    const send = (request: Request) => socket.send(JSON.stringify(request));
    send({ type: 'open', id: 0, files: { 'a.ts': 'setInterval(() => {}, 1000);' } });
    for (let id = 1; id <= limits.programs + 1; id++) send({ type: 'run', id, program: 'a.ts', probe: 'heap' });
    const failure = await new Promise((resolve) => {
      socket.on('message', (data) => {
        const reply = JSON.parse(String(data)) as Reply;
        if (reply.type === 'failed') resolve(reply);
      });
    });
    expect(failure).toMatchObject({ id: limits.programs + 1, reason: { code: 'too-many', program: 'a.ts' } });
    socket.terminate();
  });
});

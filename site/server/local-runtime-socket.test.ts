import { once } from 'node:events';
import net from 'node:net';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import {
  closeCodes,
  infoPath,
  limits,
  socketPath,
  subprotocol,
  type Reply,
  type Request,
} from '../sandbox/runtimes/local/protocol.ts';
import { ask, open, send, server, statusOf } from './testing/local-runtime-client.ts';

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

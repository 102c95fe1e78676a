import { once } from 'node:events';
import { connect as connectSocket, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { connect, createServer } from '../index.ts';
import { closed } from '../tests/drop-in/scenario.ts';
import { data, Flag, goaway, headers, settings, Setting, Type } from '../tests/support/frames.ts';
import { rawServer } from '../tests/support/raw-peer.ts';

const trailers = (id: number) => headers(id, [['x-trailer', '1']], Flag.END_STREAM);
const last = (id: number) => data(id, 'three', Flag.END_STREAM);

it.each([
  ['its end', (id: number) => [last(id)]],
  ['its end and a GOAWAY', (id: number) => [last(id), goaway(id)]],
  ['trailers', (id: number) => [trailers(id)]],
])('a response that has come whole, by %s, can be read when the connection is gone', async (_, end) => {
  await using server = await rawServer();
  const accepted = server.accept();
  const client = connect(`http://127.0.0.1:${server.port}`);
  const peer = await accepted;
  const stream = client.request();
  stream.pause();
  const { streamId } = await peer.takeType(Type.HEADERS);
  peer.send(headers(streamId, [[':status', '200']]), data(streamId, 'one'), data(streamId, 'two'), ...end(streamId));
  peer.socket.end();
  await once(client, 'close');
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  expect(text).toMatch(/^onetwo(?:three)?$/);
  if (!stream.destroyed) await once(stream, 'close');
  expect(stream.rstCode).toBe(0);
});

it('a request that is destroyed while it waits for its end makes room for the next', async () => {
  await using server = await rawServer();
  const accepted = server.accept({ first: settings([[Setting.MAX_CONCURRENT_STREAMS, 1]]) });
  const client = connect(`http://127.0.0.1:${server.port}`);
  const [peer] = await Promise.all([accepted, once(client, 'remoteSettings')]);
  const long = client.request({ ':method': 'POST' });
  long.end(Buffer.alloc(200_000)); // More than the window takes.
  long.close();
  long.destroy();
  client.request();
  await peer.takeType(Type.HEADERS, 1);
  await peer.takeType(Type.RST_STREAM, 1);
  await peer.takeType(Type.HEADERS, 3);
  client.destroy();
});

it.each(['NO_ERROR', 'ENHANCE_YOUR_CALM'] as const)(
  'a request that waits is refused by a GOAWAY of %s, and does not begin in the place of one that it leaves out',
  async (error) => {
    await using server = await rawServer();
    const accepted = server.accept({ first: settings([[Setting.MAX_CONCURRENT_STREAMS, 2]]) });
    const client = connect(`http://127.0.0.1:${server.port}`);
    client.on('error', () => undefined);
    const [peer] = await Promise.all([accepted, once(client, 'remoteSettings')]);
    const [kept, ...refused] = Array.from({ length: 4 }, () => client.request().on('error', () => undefined));
    await peer.takeType(Type.HEADERS, 3);
    // Whoever hears of it may make room, too, and may ask again.
    client.on('goaway', () => {
      kept!.close();
      refused.push(client.request().on('error', () => undefined));
    });
    peer.send(goaway(1, error));
    await Promise.all(refused.map(closed));
    expect(refused.map(({ rstCode }) => rstCode)).toEqual([7, 7, 7, 7]);
    await peer.closed;
    expect(peer.frames.filter(({ type, streamId }) => type === Type.HEADERS && streamId > 3)).toEqual([]);
  },
);

it('a session over a socket that has closed already closes, too', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connectSocket(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
  await once(socket, 'close');
  const client = connect(`http://127.0.0.1:${port}`, { createConnection: () => socket });
  const stream = client.request();
  const failed = once(stream, 'error');
  const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ERR_SOCKET_CLOSED');
  expect(((await failed) as [NodeJS.ErrnoException])[0].code).toBe('ERR_HTTP2_STREAM_CANCEL');
  if (!client.destroyed) await once(client, 'close');
  server.close();
});

it('a server that never reads a request hears of its end when the connection is gone', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const response = client.request({ ':method': 'POST' });
  response.end('unread');
  const [stream] = (await once(server, 'stream')) as [Duplex & { respond(): void }];
  stream.pause();
  stream.respond();
  stream.end();
  await once(response.resume(), 'end');
  client.destroy();
  await once(stream, 'close');
  server.close();
});

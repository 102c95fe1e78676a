import { once } from 'node:events';
import { expect, test } from 'vitest';
import { data, Flag, headers, ping, request, resetStream, Setting, settings, Type } from '../support/frames.ts';
import { own } from '../support/implementations.ts';
import { rawClient, rawServer } from '../support/raw-peer.ts';
import { testServer } from '../support/servers.ts';

const builtin = process.env.LEAK_LAB_HTTP2 === 'builtin';

/** RFC 9113 section 6.5.2: a list longer than the peer says it takes costs its own request, and no other. */
test.skipIf(builtin)('a header list longer than the peer takes fails alone, and is not sent', async () => {
  await using server = await rawServer();
  const accepted = server.accept({ first: settings([[Setting.MAX_HEADER_LIST_SIZE, 1000]]) });
  const client = own.connect(`http://127.0.0.1:${server.port}`);
  const [peer] = await Promise.all([accepted, once(client, 'remoteSettings')]);

  const long = client.request({ ':method': 'POST', 'x-long': 'x'.repeat(1000) });
  long.write('a body that must not be sent either');
  const [error] = (await once(long, 'error')) as [NodeJS.ErrnoException];
  expect([error.code, long.rstCode]).toEqual(['ERR_HTTP2_STREAM_ERROR', own.constants.NGHTTP2_ENHANCE_YOUR_CALM]);

  const short = client.request({ 'x-short': 'x' });
  const { streamId } = await peer.takeType(Type.HEADERS);
  expect(streamId).toBe(short.id);
  peer.send(headers(streamId, [[':status', '200']], Flag.END_STREAM));
  const [response] = (await once(short, 'response')) as [Record<string, unknown>];
  expect(response[':status']).toBe(200);
  expect(peer.frames.filter(({ type }) => type === Type.DATA || type === Type.RST_STREAM)).toEqual([]);
  client.destroy();
});

test.skipIf(builtin)('nor is one that has been sent before, once the peer takes less', async () => {
  await using server = await rawServer();
  const accepted = server.accept();
  const client = own.connect(`http://127.0.0.1:${server.port}`);
  const peer = await accepted;
  const ask = () => client.request({ 'x-again': 'x'.repeat(40) });
  for (let id = 1; id <= 7; id += 2) {
    const stream = ask().resume();
    await peer.takeType(Type.HEADERS, id);
    peer.send(headers(id, [[':status', '200']], Flag.END_STREAM));
    await once(stream, 'close');
  }
  peer.send(settings([[Setting.MAX_HEADER_LIST_SIZE, 100]]));
  await peer.roundTrip();
  const refused = ask();
  await once(refused, 'error');
  expect(refused.rstCode).toBe(own.constants.NGHTTP2_ENHANCE_YOUR_CALM);
  await peer.roundTrip();
  expect(peer.frames.filter(({ type }) => type === Type.HEADERS)).toEqual([]);
  client.destroy();
});

test.skipIf(builtin)('nor is a promise that is longer', async () => {
  await using server = await testServer(own);
  const promised = new Promise((resolve) =>
    server.server.prependOnceListener('stream', (stream) =>
      stream.pushStream({ 'x-long': 'x'.repeat(1000) }, (error) => resolve(error)),
    ),
  );
  const peer = await rawClient(server.port, { first: settings([[Setting.MAX_HEADER_LIST_SIZE, 1000]]) });
  peer.send(headers(1, request(), Flag.END_STREAM));
  expect(await promised).toMatchObject({ message: 'Stream closed with error code NGHTTP2_ENHANCE_YOUR_CALM' });
  expect((await peer.takeType(Type.DATA, 1)).payload.toString()).toBe('ok');
  expect(peer.frames.filter(({ type }) => type === Type.PUSH_PROMISE)).toEqual([]);
});

test('a path with a space in it is malformed', async () => {
  const server = own.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = own.connect(`http://127.0.0.1:${(server.address() as { port: number }).port}`);
  const stream = client.request({ ':path': '/a b' });
  const [error] = (await once(stream, 'error')) as [NodeJS.ErrnoException];
  expect([error.code, stream.rstCode]).toEqual(['ERR_HTTP2_STREAM_ERROR', own.constants.NGHTTP2_PROTOCOL_ERROR]);
  client.destroy();
  server.close();
});

/** As gRPC in other languages measures its bandwidth: a PING with each DATA, none before the last is answered. */
test.skipIf(builtin)('a PING for each DATA frame is borne, and no more than those', async () => {
  const options: object = { controlFrameBurst: 3, controlFrameRate: 0 };
  await using server = await testServer(own, options);
  const peer = await rawClient(server.port);
  peer.send(headers(1, request('/echo')));
  for (let round = 0; round < 10; round++) {
    peer.send(data(1, 'x'));
    await peer.takeType(Type.DATA, 1);
    await peer.roundTrip();
  }
  peer.send(data(1, '', Flag.END_STREAM));
  await peer.takeType(Type.DATA, 1);
  await peer.roundTrip();
  peer.send(ping(), ping(), ping(), ping());
  expect(await peer.outcome()).toBe('connection error ENHANCE_YOUR_CALM');
});

/** RFC 9113 section 8.1: a server that answers before it has read all may reset the stream with NO_ERROR, and the request's end may cross with that. */
test.skipIf(builtin)('a reset behind each answer is borne, and no more than those', async () => {
  await using server = await rawServer();
  const accepted = server.accept();
  const options: object = { controlFrameBurst: 3, controlFrameRate: 0 };
  const client = own.connect(`http://127.0.0.1:${server.port}`, options);
  client.on('error', () => undefined);
  const peer = await accepted;
  for (let id = 1; id < 20; id += 2) {
    const stream = client.request().resume();
    await peer.takeType(Type.HEADERS, id);
    peer.send(headers(id, [[':status', '200']], Flag.END_STREAM), resetStream(id, 'NO_ERROR'));
    await once(stream, 'close');
  }
  peer.send(...Array.from({ length: 4 }, () => resetStream(1, 'NO_ERROR')));
  expect(await peer.outcome()).toBe('connection error ENHANCE_YOUR_CALM');
});

/** RFC 9113 section 5.1: whoever has sent RST_STREAM sends nothing more on the stream, whatever was written before. */
test.each([1, 2, 3, 4, 5, 6])('no DATA follows a reset, %i ticks after the writes', async (ticks) => {
  const server = own.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.on('stream', (stream) => {
    stream.respond();
    for (const length of [100, 5000, 12_000, 5000, 12_000]) stream.write('x'.repeat(length));
    const close = (left: number): void => (left === 0 ? stream.close(8) : process.nextTick(close, left - 1));
    close(ticks);
  });
  const peer = await rawClient((server.address() as { port: number }).port);
  await peer.roundTrip();
  peer.send(headers(1, request('/', 'GET'), Flag.END_STREAM));
  await peer.roundTrip();
  await peer.roundTrip();
  const reset = peer.frames.findIndex(({ type }) => type === Type.RST_STREAM);
  if (!builtin) expect(reset).toBeGreaterThan(0);
  expect(peer.frames.slice(reset).filter(({ type }) => type === Type.DATA && reset >= 0)).toEqual([]);
  await peer.destroy();
  server.close();
});

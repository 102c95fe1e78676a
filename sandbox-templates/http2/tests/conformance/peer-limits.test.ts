import { once } from 'node:events';
import { expect, test } from 'vitest';
import { Flag, headers, Setting, settings, Type } from '../support/frames.ts';
import { own } from '../support/implementations.ts';
import { rawServer } from '../support/raw-peer.ts';

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

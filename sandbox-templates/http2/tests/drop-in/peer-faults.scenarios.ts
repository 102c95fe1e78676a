import { once } from 'node:events';
import type { ClientSessionOptions, ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { data, Flag, goaway, headers, Type } from '../support/frames.ts';
import { rawClient, rawServer, type RawPeer } from '../support/raw-peer.ts';
import { closed, type Scenario } from './scenario.ts';

const ok = (id: number, flags: number = Flag.NONE) => headers(id, [[':status', '200']], flags);

/** A server of ours to command answers a request with `frames`, all in one packet. */
const answered =
  (frames: (id: number) => Buffer[], options?: ClientSessionOptions): Scenario =>
  async (stage) => {
    await using server = await rawServer();
    const accepted = server.accept();
    const client = stage.client(`http://127.0.0.1:${server.port}`, options);
    stage.watch('session', client, ['goaway', 'error', 'close']);
    const peer = await accepted;
    const stream = stage.watchStream('stream', client.request());
    const { streamId } = await peer.takeType(Type.HEADERS);
    await peer.roundTrip();
    peer.send(...frames(streamId));
    await closed(stream);
  };

/** A client that breaks a rule, and what the server's session makes of it. */
const served =
  (misbehave: (peer: RawPeer) => void): Scenario =>
  async (stage) => {
    const { server } = await stage.server();
    const heard = once(server, 'session') as Promise<[ServerHttp2Session]>;
    server.on('sessionError', (error) => stage.note('server', error));
    const peer = await rawClient((server.address() as AddressInfo).port);
    const [session] = await heard;
    stage.watch('session', session, ['ping', 'goaway', 'error', 'close']);
    await peer.roundTrip();
    misbehave(peer);
    await closed(session);
  };

const padding = (id: number) => [data(id, 'one'), data(id), data(id), data(id, 'two'), data(id, '', Flag.END_STREAM)];

/** What a peer does that it should not, or not then. */
export const peerFaultScenarios: Record<string, Scenario> = {
  'a response behind a GOAWAY that tells of an error': answered((id) => [
    goaway(id, 'PROTOCOL_ERROR'),
    ok(id),
    data(id, 'late', Flag.END_STREAM),
  ]),
  'a response around a GOAWAY that tells of none': answered((id) => [
    ok(id),
    goaway(id),
    data(id, 'late', Flag.END_STREAM),
  ]),
  'empty frames within the limit': answered((id) => [ok(id), ...padding(id)], { maxSessionInvalidFrames: 2 } as object),
  'empty frames beyond the limit': answered((id) => [ok(id), ...padding(id)], { maxSessionInvalidFrames: 0 } as object),
  'a body where none may be': async (stage) => {
    // Node ends the connection for it, we the stream alone.
    for (const [method, status] of [
      ['HEAD', '200'],
      ['GET', '204'],
      ['GET', '304'],
    ] as const) {
      await using server = await rawServer();
      const accepted = server.accept();
      const client = stage.client(`http://127.0.0.1:${server.port}`);
      client.on('error', () => undefined);
      const peer = await accepted;
      const stream = client.request({ ':method': method });
      stream.on('data', () => stage.note('client', 'data'));
      stream.on('error', () => stage.note('client', method, status, 'fails'));
      const { streamId } = await peer.takeType(Type.HEADERS);
      peer.send(headers(streamId, [[':status', status]]), data(streamId, 'body', Flag.END_STREAM));
      await closed(stream);
    }
  },
  'a length for a tunnel': async (stage) => {
    await using server = await rawServer();
    const accepted = server.accept();
    const client = stage.client(`http://127.0.0.1:${server.port}`);
    const peer = await accepted;
    const stream = client.request({ ':method': 'CONNECT', ':authority': 'a:1' });
    stream.on('error', (error) => stage.note('client', error));
    const { streamId } = await peer.takeType(Type.HEADERS);
    const fields = [
      [':status', '200'],
      ['content-length', '0'],
    ] as const;
    peer.send(headers(streamId, fields), data(streamId, 'tunnelled'));
    stage.note('client', ...(await once(stream, 'data')));
  },
  'a session that is destroyed at a GOAWAY of an error': async (stage) => {
    await using server = await rawServer();
    const accepted = server.accept();
    const client = stage.client(`http://127.0.0.1:${server.port}`);
    client.on('goaway', () => client.destroy());
    const peer = await accepted;
    const stream = stage.watchStream('stream', client.request());
    const { streamId } = await peer.takeType(Type.HEADERS);
    peer.send(goaway(streamId, 'INTERNAL_ERROR'));
    await closed(stream);
  },
  'a GOAWAY from a client, of an error': served((peer) => peer.send(goaway(0, 'PROTOCOL_ERROR'))),
};

/** Values that no field may hold: often they are what a peer has said, so that none may end the program. */
export const valueScenarios: Record<string, Scenario> = {
  'a response with such a field': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.attempt('server', 'respond', () =>
        stream.respond(
          { 'x-split': 'foo\nSet-Cookie: a=b', 'x-wide': 'foo\u0d0aഊ', 'x-sound': 'yes' },
          { waitForTrailers: true },
        ),
      );
      stream.on('wantTrailers', () =>
        stage.attempt('server', 'trailers', () => stream.sendTrailers({ 'x-bad': 'a\nb', 'x-good': '1' })),
      );
      stream.end('body');
    });
    const stream = client.request();
    for (const event of ['response', 'trailers'])
      stream.on(event, ({ date: _date, ...fields }) => stage.note('client', event, fields));
    stream.resume();
    await closed(stream);
    stage.note('client', stream.rstCode);
  },
  'a request with such a field': async (stage) => {
    const { client } = await stage.pair((stream, fields) => {
      stage.note('server', fields['x-bad'], fields['x-sound']);
      stream.respond({}, { endStream: true });
    });
    const stream = client.request({ 'x-bad': 'a\rb', 'x-sound': 'yes' });
    stream.resume();
    await closed(stream);
  },
  'paths that are none': async (stage) => {
    const { client, url } = await stage.pair((stream, fields) => {
      stage.note('server', fields[':path']);
      stream.respond({}, { endStream: true });
    });
    for (const session of [client, stage.client(url)])
      for (const path of ['/a b', '/a\tb', '/a\nb']) {
        const stream = session.request({ ':path': path });
        stream.on('error', (error) => stage.note('client', path, error));
        await closed(stream);
        stage.note('client', stream.rstCode);
      }
    // The session has lived through it.
    const stream = client.request({ ':path': '/sound' });
    stream.resume();
    await closed(stream);
    stage.note('client', stream.rstCode);
  },
};

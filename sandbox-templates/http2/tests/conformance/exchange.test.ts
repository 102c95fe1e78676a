import { once } from 'node:events';
import type { ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { builtin, own } from '../support/implementations.ts';
import {
  block,
  data,
  defaultMaxFrameSize,
  defaultWindow,
  Flag,
  frame,
  goaway,
  headers,
  integer,
  literal,
  maxWindow,
  ping,
  pushPromise,
  request,
  settings,
  Setting,
  Type,
  uint32,
  windowUpdate,
  type Frame,
} from '../support/frames.ts';
import { rawClient, rawServer, type RawOptions } from '../support/raw-peer.ts';
import { answers, bigBody, testServer } from '../support/servers.ts';
import { flowControlError, protocolError } from './case.ts';

/** What takes more than a list of frames to show: windows, acknowledgements, limits that the endpoint sets. */
async function connected(options: Parameters<typeof testServer>[1] = {}, raw?: RawOptions) {
  const server = await testServer(own, options);
  const peer = await rawClient(server.port, raw);
  onTestFinished(async () => {
    await peer.destroy();
    await server[Symbol.asyncDispose]();
  });
  return { server, peer };
}

const bytesOf = (frames: Frame[], streamId = 1): number =>
  frames
    .filter(({ type, streamId: id }) => type === Type.DATA && id === streamId)
    .reduce((sum, { payload }) => sum + payload.length, 0);

describe('RFC 9113 section 3.4: the preface', () => {
  test.each([
    ['a preface that is not ours', Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n')],
    ['a preface wrong in its last octet', Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\r')],
  ])('%s ends the connection', async (_what, bytes) => {
    const server = await testServer(own);
    onTestFinished(() => server[Symbol.asyncDispose]());
    const { connect } = await import('node:net');
    const socket = connect(server.port, '127.0.0.1').on('error', () => undefined);
    socket.resume().write(Buffer.concat([bytes, settings()]));
    await once(socket, 'close');
  });

  test('a server accepts a preface that comes octet by octet', async () => {
    const { peer } = await connected({}, { first: Buffer.alloc(0) });
    for (const octet of Buffer.concat([settings(), headers(1, request(), Flag.END_STREAM)])) {
      await new Promise((resolve) => peer.socket.write(Buffer.of(octet), resolve));
    }
    expect((await peer.takeType(Type.DATA, 1)).payload.toString()).toBe('ok');
  });

  test.each([
    ['PING', ping()],
    ['HEADERS', headers(1, request())],
  ])('a client whose first frame is %s is refused', async (_type, first) => {
    const { peer } = await connected({}, { first });
    expect([protocolError, 'closed without GOAWAY']).toContain(await peer.outcome());
  });

  test('a server whose first frame is not SETTINGS is refused', async () => {
    await using server = await rawServer();
    const session = own.connect(`http://127.0.0.1:${server.port}`);
    const failed = once(session, 'error');
    const peer = await server.accept({ first: ping() });
    expect([protocolError, 'closed without GOAWAY']).toContain(await peer.outcome());
    expect((await failed)[0]).toMatchObject({ code: 'ERR_HTTP2_ERROR' });
  });
});

describe('RFC 9113 section 4: what the endpoint sends', () => {
  test('4.2: DATA never exceeds the SETTINGS_MAX_FRAME_SIZE of the peer', async () => {
    const { peer } = await connected({}, { first: settings([[Setting.INITIAL_WINDOW_SIZE, 2 ** 21]]) });
    peer.send(windowUpdate(0, 2 ** 21), headers(1, request('/big'), Flag.END_STREAM));
    const frames: Frame[] = [];
    for (let ended = false; !ended; ) {
      const next = await peer.takeType(Type.DATA, 1);
      frames.push(next);
      ended = (next.flags & Flag.END_STREAM) > 0;
    }
    expect(Math.max(...frames.map(({ payload }) => payload.length))).toBeLessThanOrEqual(defaultMaxFrameSize);
    expect(Buffer.concat(frames.map(({ payload }) => payload)).equals(bigBody)).toBe(true);
  });

  test('4.3: a field block beyond one frame continues in CONTINUATION without gaps', async () => {
    await using server = await rawServer();
    const accepted = server.accept();
    const session = own.connect(`http://127.0.0.1:${server.port}`);
    onTestFinished(() => session.destroy());
    session.on('error', () => undefined);
    session.request({ ':path': '/', 'x-long': 'v'.repeat(40_000) }).on('error', () => undefined);
    const peer = await accepted;
    const first = await peer.takeType(Type.HEADERS, 1);
    expect(first.flags & Flag.END_HEADERS).toBe(0);
    const rest: Frame[] = [];
    do rest.push(await peer.take(({ type }) => type !== Type.SETTINGS && type !== Type.WINDOW_UPDATE));
    while ((rest.at(-1)!.flags & Flag.END_HEADERS) === 0);
    expect(rest.every(({ type, streamId }) => type === Type.CONTINUATION && streamId === 1)).toBe(true);
    expect(Math.max(...[first, ...rest].map(({ payload }) => payload.length))).toBeLessThanOrEqual(defaultMaxFrameSize);
  });

  test('4.3.1: a field block that ignores an acknowledged smaller table is a COMPRESSION_ERROR', async () => {
    const { peer } = await connected({ settings: { headerTableSize: 0 } });
    await peer.roundTrip(); // Our acknowledgement is in.
    peer.send(headers(1, request(), Flag.END_STREAM));
    expect(await peer.outcome()).toBe('connection error COMPRESSION_ERROR');
  });

  test('4.3.1: a field block that starts with the smaller table is fine', async () => {
    const { peer } = await connected({ settings: { headerTableSize: 0 } });
    await peer.roundTrip();
    peer.send(headers(1, Buffer.concat([integer(0, 5, 0x20), block(request())]), Flag.END_STREAM));
    expect(await peer.outcome()).toBe('no error');
    expect(bytesOf(peer.frames)).toBe(2);
  });

  test('4.3.1: the encoder announces the least of several tables in one SETTINGS frame, and the last', async () => {
    const { peer } = await connected(
      {},
      {
        first: settings([
          [Setting.HEADER_TABLE_SIZE, 0],
          [Setting.HEADER_TABLE_SIZE, 4096],
        ]),
      },
    );
    peer.send(headers(1, request(), Flag.END_STREAM));
    const { payload } = await peer.takeType(Type.HEADERS, 1);
    const last = integer(4096, 5, 0x20);
    expect(payload.subarray(0, 1 + last.length)).toEqual(Buffer.concat([integer(0, 5, 0x20), last]));
  });

  test('4.3.1: the encoder announces that it follows the table of the peer down to 0', async () => {
    const { peer } = await connected({}, { first: settings([[Setting.HEADER_TABLE_SIZE, 0]]) });
    peer.send(headers(1, request(), Flag.END_STREAM));
    const { payload } = await peer.takeType(Type.HEADERS, 1);
    expect(payload[0]).toBe(0x20);
  });
});

test.each<[string, number, (stream: ServerHttp2Stream) => void]>([
  ['PUSH_PROMISE', Type.PUSH_PROMISE, (stream) => stream.pushStream({}, (_error, pushed) => pushed.close())],
  ['ALTSVC', 10, (stream) => (stream.session as ServerHttp2Session).altsvc('h2=":8000"', stream.id!)],
])(
  'RFC 9113 section 5.1: %s goes ahead of the end of its stream, whatever was written before',
  async (_name, type, send) => {
    const { server, peer } = await connected();
    server.server.prependOnceListener('stream', (stream) => {
      stream.respond();
      stream.write('all');
      send(stream);
      stream.end();
    });
    peer.send(headers(1, request('/hold'), Flag.END_STREAM));
    await peer.roundTrip();
    await peer.roundTrip();
    const frames = peer.frames.filter(({ streamId }) => streamId === 1);
    expect(frames.map((sent) => sent.type)).toContain(type);
    expect(frames.findIndex(({ flags }) => (flags & Flag.END_STREAM) > 0)).toBe(frames.length - 1);
  },
);

describe('RFC 9113 section 5.1.2: concurrency', () => {
  test('a stream beyond SETTINGS_MAX_CONCURRENT_STREAMS is refused, and room is made by those that end', async () => {
    const { peer } = await connected({ settings: { maxConcurrentStreams: 2 } });
    await peer.roundTrip();
    peer.send(headers(1, request('/hold')), headers(3, request('/hold')), headers(5, request('/hold')));
    expect(['stream error REFUSED_STREAM', 'stream error PROTOCOL_ERROR']).toContain(await peer.outcome());
    expect(peer.frames.filter(({ type }) => type === Type.RST_STREAM).map(({ streamId }) => streamId)).toEqual([5]);
    peer.send(frame(Type.RST_STREAM, 0, 1, uint32(8)), headers(7, request('/'), Flag.END_STREAM));
    expect((await peer.takeType(Type.DATA, 7)).payload.toString()).toBe('ok');
  });

  test('a client queues what the server does not allow yet, a limit of 0 included', async () => {
    await using server = await rawServer();
    const accepted = server.accept({ first: settings([[Setting.MAX_CONCURRENT_STREAMS, 0]]) });
    const session = own.connect(`http://127.0.0.1:${server.port}`);
    onTestFinished(() => session.destroy());
    const peer = await accepted;
    await once(session, 'remoteSettings');
    const answers = [session.request({ ':path': '/a' }), session.request({ ':path': '/b' })].map(text);
    await peer.roundTrip();
    expect(peer.frames.filter(({ type }) => type === Type.HEADERS)).toEqual([]);
    peer.send(settings([[Setting.MAX_CONCURRENT_STREAMS, 1]]));
    await peer.takeType(Type.HEADERS, 1);
    await peer.roundTrip();
    expect(peer.frames.filter(({ type }) => type === Type.HEADERS)).toEqual([]);
    const answer = (streamId: number, body: string) =>
      peer.send(headers(streamId, [[':status', '200']]), data(streamId, body, Flag.END_STREAM));
    answer(1, 'first');
    await peer.takeType(Type.HEADERS, 3);
    answer(3, 'second');
    expect(await Promise.all(answers)).toEqual(['first', 'second']);
  });
});

describe('RFC 9113 section 6: settings, push, pings', () => {
  test('6.5.3: every SETTINGS frame is acknowledged once, an acknowledgement never', async () => {
    const { peer } = await connected();
    peer.send(settings([[Setting.INITIAL_WINDOW_SIZE, 70_000]]), settings());
    await peer.roundTrip();
    await peer.roundTrip();
    expect(peer.frames.filter(({ type, flags }) => type === Type.SETTINGS && flags === Flag.ACK)).toHaveLength(3); // One is of the preface.
  });

  test('6.6: PUSH_PROMISE after SETTINGS_ENABLE_PUSH of 0 was acknowledged is a PROTOCOL_ERROR', async () => {
    await using server = await rawServer();
    const accepted = server.accept();
    const session = own.connect(`http://127.0.0.1:${server.port}`, { settings: { enablePush: false } });
    onTestFinished(() => session.destroy());
    session.on('error', () => undefined);
    session.request({ ':path': '/' }).on('error', () => undefined);
    const peer = await accepted;
    await peer.takeType(Type.HEADERS, 1);
    await peer.roundTrip();
    peer.send(pushPromise(1, 2));
    expect(await peer.outcome()).toBe(protocolError);
  });

  test('6.7: PING is answered once, with its own payload', async () => {
    const { peer } = await connected();
    const opaque = Buffer.from('leak lab');
    peer.send(ping(opaque));
    expect(await peer.takeType(Type.PING)).toMatchObject({ flags: Flag.ACK, payload: opaque });
    await peer.roundTrip();
    expect(peer.frames.filter(({ type }) => type === Type.PING)).toEqual([]);
  });

  test('6.8: streams above the last one of a GOAWAY are refused, those below finish', async () => {
    await using server = await rawServer();
    const accepted = server.accept();
    const session = own.connect(`http://127.0.0.1:${server.port}`);
    const kept = session.request({ ':path': '/kept' });
    const refused = session.request({ ':path': '/refused' });
    const refusal = new Promise((resolve) =>
      refused.on('error', () => undefined).on('close', () => resolve(refused.rstCode)),
    );
    const peer = await accepted;
    await peer.takeType(Type.HEADERS, 3);
    peer.send(goaway(1));
    expect(await refusal).toBe(builtin.constants.NGHTTP2_REFUSED_STREAM);
    peer.send(headers(1, [[':status', '200']]), data(1, 'done', Flag.END_STREAM));
    expect(await text(kept)).toBe('done');
    if (!session.destroyed) await once(session, 'close');
  });

  test('6.8: what comes on streams above the last one of our GOAWAY is discarded, but for what it does to the connection', async () => {
    const { server, peer } = await connected();
    const served = once(server.server, 'stream') as Promise<[ServerHttp2Stream]>;
    peer.send(headers(1, request('/echo')));
    const [{ session }] = await served;
    session!.goaway(0, 1);
    await peer.takeType(Type.GOAWAY);
    peer.send(
      headers(3, Buffer.concat([block(request('/')), literal(['x-kept', 'yes'], true)])),
      data(3, 'x'),
      headers(3, Buffer.of(0x80 | 62), Flag.END_STREAM),
    );
    expect(await peer.outcome()).toBe('no error');
    expect(peer.frames.filter(({ streamId }) => streamId === 3)).toEqual([]);
    peer.send(data(1, 'late', Flag.END_STREAM));
    expect((await peer.takeType(Type.DATA, 1)).payload.toString()).toBe('late');
  });

  test('6.8: no GOAWAY of a server lets a stream live that the one before has left out', async () => {
    const { server, peer } = await connected();
    server.server.prependOnceListener('stream', (stream) => stream.session!.close());
    peer.send(headers(1, request('/echo')));
    await peer.takeType(Type.GOAWAY);
    peer.send(headers(3, request('/'), Flag.END_STREAM), data(1, 'late', Flag.END_STREAM));
    await peer.closed;
    for (const { type, payload } of peer.frames) if (type === Type.GOAWAY) expect(payload.readUInt32BE(0)).toBe(1);
  });

  test('6.8: nor one of a client a push', async () => {
    await using server = await rawServer();
    const accepted = server.accept();
    const session = own.connect(`http://127.0.0.1:${server.port}`);
    session.request({ ':path': '/' }).resume();
    const peer = await accepted;
    await peer.takeType(Type.HEADERS, 1);
    session.close();
    await peer.takeType(Type.GOAWAY);
    peer.send(pushPromise(1, 2), headers(1, [[':status', '200']], Flag.END_STREAM));
    await peer.closed;
    for (const { type, payload } of peer.frames) if (type === Type.GOAWAY) expect(payload.readUInt32BE(0)).toBe(0);
  });

  test('6.8: close() of a server session tells the last stream and waits for it', async () => {
    const { server, peer } = await connected();
    const sessions = once(server.server, 'session') as Promise<[ServerHttp2Session]>;
    const second = await rawClient(server.port);
    const [session] = await sessions;
    second.send(headers(1, request('/echo')));
    await second.takeType(Type.HEADERS, 1);
    session.close();
    const { payload } = await second.takeType(Type.GOAWAY);
    expect(payload.readUInt32BE(4)).toBe(0);
    second.send(data(1, 'late', Flag.END_STREAM));
    expect((await second.takeType(Type.DATA, 1)).payload.toString()).toBe('late');
    await second.closed;
    await peer.roundTrip();
  });
});

describe('RFC 9113 section 6.9: flow control', () => {
  test('6.9.1: a sender stops at the window of the stream, and resumes by WINDOW_UPDATE', async () => {
    const { peer } = await connected({}, { first: settings([[Setting.INITIAL_WINDOW_SIZE, 10]]) });
    peer.send(headers(1, request('/big'), Flag.END_STREAM));
    await peer.roundTrip();
    await peer.roundTrip();
    expect(bytesOf(peer.frames)).toBe(10);
    peer.send(windowUpdate(1, 5));
    await peer.take(({ type, payload }) => type === Type.DATA && payload.length === 5);
  });

  test('6.9.1: a sender stops at the window of the connection, whatever the streams allow', async () => {
    const { peer } = await connected({}, { first: settings([[Setting.INITIAL_WINDOW_SIZE, 2 ** 20]]) });
    peer.send(headers(1, request('/big'), Flag.END_STREAM), headers(3, request('/big'), Flag.END_STREAM));
    while (bytesOf(peer.frames, 1) + bytesOf(peer.frames, 3) < defaultWindow) await peer.roundTrip();
    await peer.roundTrip();
    expect(bytesOf(peer.frames, 1) + bytesOf(peer.frames, 3)).toBe(defaultWindow);
    peer.send(windowUpdate(0, 1000));
    while (bytesOf(peer.frames, 1) + bytesOf(peer.frames, 3) < defaultWindow + 1000) await peer.roundTrip();
  });

  test('6.9.1: END_STREAM needs no window', async () => {
    const { peer } = await connected({}, { first: settings([[Setting.INITIAL_WINDOW_SIZE, 0]]) });
    peer.send(headers(1, request('/echo'), Flag.END_STREAM));
    await peer.take(({ streamId, flags }) => streamId === 1 && (flags & Flag.END_STREAM) > 0);
  });

  test('6.9.2: a window may become negative, and nothing is sent until it is positive again', async () => {
    const { peer } = await connected({}, { first: settings([[Setting.INITIAL_WINDOW_SIZE, 1000]]) });
    peer.send(headers(1, request('/big'), Flag.END_STREAM));
    while (bytesOf(peer.frames) < 1000) await peer.roundTrip();
    peer.send(settings([[Setting.INITIAL_WINDOW_SIZE, 400]]), windowUpdate(1, 600)); // 1000 sent of 400 allowed: -600, then 0.
    await peer.roundTrip();
    await peer.roundTrip();
    expect(bytesOf(peer.frames)).toBe(1000);
    peer.send(windowUpdate(1, 7));
    await peer.take(({ type, payload }) => type === Type.DATA && payload.length === 7);
  });

  test('6.9.2: a larger SETTINGS_INITIAL_WINDOW_SIZE lets streams go on that waited', async () => {
    const { peer } = await connected({}, { first: settings([[Setting.INITIAL_WINDOW_SIZE, 0]]) });
    peer.send(headers(1, request('/big'), Flag.END_STREAM));
    await peer.roundTrip();
    peer.send(settings([[Setting.INITIAL_WINDOW_SIZE, 9]]));
    await peer.take(({ type, payload }) => type === Type.DATA && payload.length === 9);
  });

  test('6.9: a peer that overruns the window of a stream meets a FLOW_CONTROL_ERROR', async () => {
    const { peer } = await connected({ settings: { initialWindowSize: 100 } });
    await peer.roundTrip();
    peer.send(headers(1, request('/hold')), data(1, Buffer.alloc(101)));
    expect([flowControlError, 'stream error FLOW_CONTROL_ERROR']).toContain(await peer.outcome());
  });

  test('6.9: a peer that overruns the window of the connection meets a FLOW_CONTROL_ERROR', async () => {
    const { peer } = await connected({ settings: { initialWindowSize: 2 ** 24 } });
    await peer.roundTrip();
    const granted = () =>
      peer.frames
        .filter(({ type, streamId }) => type === Type.WINDOW_UPDATE && streamId === 0)
        .reduce((sum, { payload }) => sum + payload.readUInt32BE(0), defaultWindow);
    const sent = granted() + 1;
    peer.send(headers(1, request('/hold')));
    for (let left = sent; left > 0; left -= defaultMaxFrameSize)
      peer.send(data(1, Buffer.alloc(Math.min(left, defaultMaxFrameSize))));
    // An endpoint that gives the connection's window back at once, leaving the holding back to the streams, is never overrun.
    if ((await peer.outcome()) !== flowControlError) expect(granted()).toBeGreaterThanOrEqual(sent);
  });

  test('5.2: a peer that does not read holds its stream back, however wide its windows are', async () => {
    const { server, peer } = await connected({}, { first: settings([[Setting.INITIAL_WINDOW_SIZE, maxWindow]]) });
    let written = 0;
    server.server.prependOnceListener('stream', (stream) => {
      stream.respond();
      const more = () => {
        const chunk = Buffer.alloc(2 ** 16);
        written += chunk.length;
        stream.write(chunk, (error) => {
          if (!error) more();
        });
      };
      more();
    });
    peer.socket.pause();
    peer.send(windowUpdate(0, maxWindow - defaultWindow), headers(1, request('/hold')));
    for (let before = -1; before !== written; ) {
      before = written;
      for (let turns = 0; turns < 20; turns++) expect(await answers(server.port)).toBe('ok');
      expect(written).toBeLessThan(2 ** 25);
    }
    expect(written).toBeGreaterThan(defaultWindow);
  });

  test.each([100, 100_000])(
    '6.9.2: a request that waited while its SETTINGS were acknowledged takes a window of %i octets, and gives it back',
    async (size) => {
      await using server = await rawServer();
      const accepted = server.accept({ first: settings([[Setting.MAX_CONCURRENT_STREAMS, 0]]) });
      const session = own.connect(`http://127.0.0.1:${server.port}`, { settings: { initialWindowSize: size } });
      onTestFinished(() => session.destroy());
      const [peer] = await Promise.all([accepted, once(session, 'remoteSettings')]);
      session.setLocalWindowSize(2 ** 20);
      const stream = session.request({ ':path': '/' });
      await peer.roundTrip();
      peer.send(settings([[Setting.MAX_CONCURRENT_STREAMS, 1]]));
      await peer.takeType(Type.HEADERS, 1);
      peer.send(headers(1, [[':status', '200']]));
      for (let left = size; left > 0; left -= defaultMaxFrameSize)
        peer.send(data(1, Buffer.alloc(Math.min(left, defaultMaxFrameSize))));
      expect(await peer.outcome()).toBe('no error');
      stream.resume();
      await peer.takeType(Type.WINDOW_UPDATE, 1);
    },
  );

  test('6.9: padding counts, and is given back with the data', async () => {
    const { peer } = await connected();
    peer.send(headers(1, request('/echo')));
    const padded = frame(
      Type.DATA,
      Flag.PADDED,
      1,
      Buffer.concat([Buffer.of(255), Buffer.from('x'), Buffer.alloc(255)]),
    );
    for (let sent = 0; sent < 3 * defaultWindow; sent += 257) {
      peer.send(padded);
      if (sent % (257 * 64) === 0) await peer.roundTrip();
    }
    expect(await peer.outcome()).toBe('no error');
  });

  test('6.9: DATA of a stream that was reset is given back to the connection', async () => {
    const { peer } = await connected();
    peer.send(headers(1, request('/reset')));
    await peer.takeType(Type.RST_STREAM, 1);
    for (let sent = 0; sent < 3 * defaultWindow; sent += 16_000) {
      peer.send(data(1, Buffer.alloc(16_000)));
      await peer.roundTrip();
    }
    expect(await peer.outcome()).toBe('no error');
  });
});

import { once } from 'node:events';
import type { ClientHttp2Stream, ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { data, Flag, frame, goaway, headers, request as requestFields, resetStream, Type } from '../support/frames.ts';
import { rawClient, rawServer } from '../support/raw-peer.ts';
import { closed, type Scenario, type Stage } from './scenario.ts';

type Stream = ClientHttp2Stream | ServerHttp2Stream;
/** Reads a stream in its own way and notes each chunk. */
type Reader = (stage: Stage, stream: Stream) => void;

/** Takes one chunk at a time, and the next when `resume` says so: as grpc-js does. */
const pausing =
  (resume: (go: () => void) => void): Reader =>
  (stage, stream) => {
    stream.on('data', (chunk: Buffer) => {
      stage.note('reader', chunk);
      stream.pause();
      resume(() => stream.resume());
    });
  };

const ticks =
  (count: number) =>
  (go: () => void): void => {
    if (count === 0) go();
    else process.nextTick(ticks(count - 1), go);
  };

/** Takes all that there is each time: how much that is at once is the stream's affair. */
async function iterate(stage: Stage, stream: Stream): Promise<void> {
  let text = '';
  try {
    for await (const chunk of stream) text += String(chunk);
    stage.note('reader', text);
  } catch (error) {
    stage.note('reader', text);
    stage.note('reader', error);
  }
}

const readers: Record<string, Reader> = {
  'that keeps up': pausing((go) => go()),
  'a tick behind': pausing(ticks(1)),
  'three ticks behind': pausing(ticks(3)),
  'twenty ticks behind': pausing(ticks(20)),
  'a promise behind': pausing((go) => void Promise.resolve().then(go)),
  'of five promises': pausing(async (go) => {
    for (let left = 5; left > 0; left--) await Promise.resolve();
    go();
  }),
  'by for await': iterate,
};

const body = (id: number) => Array.from({ length: 10 }, (_, n) => data(id, Buffer.from(`part ${n};`)));
const trailers = (id: number) => headers(id, [['grpc-status', '13']], Flag.END_STREAM);

interface Ending {
  /** `last` is the last stream that a GOAWAY of that side may name: those of the other side alone count. */
  frames: (id: number, last: number) => Buffer[];
  /** The connection ends behind them. */
  hangUp?: boolean;
}

/** What ends a stream in the packet that its body came in. */
const endings: Record<string, Ending> = {
  END_STREAM: { frames: (id) => [data(id, Buffer.alloc(0), Flag.END_STREAM)] },
  trailers: { frames: (id) => [trailers(id)] },
  'trailers and RST_STREAM(NO_ERROR)': { frames: (id) => [trailers(id), resetStream(id, 'NO_ERROR')] },
  ...Object.fromEntries(
    (['NO_ERROR', 'INTERNAL_ERROR', 'REFUSED_STREAM', 'CANCEL', 'ENHANCE_YOUR_CALM'] as const).map((name) => [
      `RST_STREAM(${name})`,
      { frames: (id: number) => [resetStream(id, name)] },
    ]),
  ),
  'trailers, GOAWAY and the end of the connection': {
    frames: (id, last) => [trailers(id), goaway(last, 'NO_ERROR')],
    hangUp: true,
  },
  'GOAWAY and the end of the connection': { frames: (_id, last) => [goaway(last, 'NO_ERROR')], hangUp: true },
  'GOAWAY(INTERNAL_ERROR)': { frames: (_id, last) => [goaway(last, 'INTERNAL_ERROR')] },
  'the end of the connection': { frames: () => [], hangUp: true },
  'a frame that breaks the protocol': { frames: () => [frame(Type.PING, 0, 1, Buffer.alloc(8))] },
};

/** A response and its end come in one packet; the request has ended, or is `open` still. */
const response =
  (read: Reader, { frames, hangUp }: Ending, open = false): Scenario =>
  async (stage) => {
    await using server = await rawServer();
    const accepted = server.accept();
    const client = stage.client(`http://127.0.0.1:${server.port}`);
    client.on('error', (error) => stage.note('session', error));
    const peer = await accepted;
    const stream = stage.watchStream('stream', client.request({ ':method': 'POST' }), ['data', 'ready']);
    read(stage, stream);
    const { streamId } = await peer.takeType(Type.HEADERS);
    await peer.roundTrip();
    peer.send(headers(streamId, [[':status', '200']]), ...body(streamId), ...frames(streamId, streamId));
    if (hangUp) peer.socket.end();
    // Its own side ends too, so that each way of ending closes it.
    if (!open) stream.end();
    await closed(stream);
  };

/** A request and its end come in one packet. */
const request =
  (read: Reader, { frames, hangUp }: Ending): Scenario =>
  async (stage) => {
    const done: Promise<void>[] = [];
    stage.note('reader', '');
    const { server } = await stage.server((stream) => {
      stage.watchStream('stream', stream, ['data', 'ready']);
      read(stage, stream);
      stream.respond();
      stream.end();
    });
    server.on('session', (session) => done.push(closed(session)));
    server.on('sessionError', (error) => stage.note('session', error));
    const peer = await rawClient((server.address() as AddressInfo).port);
    const heard = once(server, 'stream') as Promise<[ServerHttp2Stream]>;
    await peer.roundTrip();
    peer.send(headers(1, requestFields()), ...body(1), ...frames(1, 0));
    if (hangUp) peer.socket.end();
    const [stream] = await heard;
    if (!stream.destroyed) await closed(stream);
    peer.socket.end();
    await peer.closed;
    await Promise.all(done);
  };

/** Sleeps until it hears that nothing more will come. */
const roused: Reader = (stage, stream) => {
  stream.on('data', (chunk: Buffer) => stage.note('reader', chunk)).pause();
  stream.on('aborted', () => stream.resume());
};
const aborting = Object.entries(endings).filter(([how]) => /^(?:RST|GOAWAY\(|the end|a frame)/.test(how));

/** Whatever ends a stream, a reader that is some ticks behind gets all that came before it in the same packet. */
export const packetScenarios: Record<string, Scenario> = Object.fromEntries([
  ...aborting.map(([how, ending]) => [
    `a response with ${how}, to a reader that it rouses`,
    response(roused, ending, true),
  ]),
  ...Object.entries(endings).flatMap(([how, ending]) =>
    Object.entries(readers).flatMap(([who, read]) => [
      [`a response with ${how}, to a reader ${who}`, response(read, ending)],
      [`a request with ${how}, to a reader ${who}`, request(read, ending)],
    ]),
  ),
]);

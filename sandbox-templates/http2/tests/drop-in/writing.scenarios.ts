import { once } from 'node:events';
import type { Http2ServerRequest, Http2ServerResponse, Http2Session, ServerHttp2Stream } from 'node:http2';
import { text } from 'node:stream/consumers';
import { Flag, headers, Setting, settings, Type, windowUpdate } from '../support/frames.ts';
import { rawServer } from '../support/raw-peer.ts';
import { closed, type Scenario, type Stage } from './scenario.ts';

const post = { ':method': 'POST' };

/** How much the other end got, in how many pieces: what is written together arrives so. */
const received = async (stage: Stage, write: (stream: ServerHttp2Stream) => void | Promise<void>): Promise<void> => {
  const { client } = await stage.pair(async (stream) => {
    stream.respond();
    await write(stream);
  });
  const stream = client.request();
  stream.on('data', (chunk: Buffer) => stage.note('client', 'data', chunk.length));
  await closed(stream);
};

/** Writes, and what a program sees of their way: lengths, callbacks, 'drain', and the pieces that arrive. */
export const writingScenarios: Record<string, Scenario> = {
  'small writes of one turn': (stage) =>
    received(stage, (stream) => {
      for (let i = 0; i < 10; i++) {
        stream.write('x'.repeat(30), () => stage.note('server', 'written', i));
        stage.note('server', stream.writableLength);
      }
      stream.end();
    }),
  'corked writes': (stage) =>
    received(stage, (stream) => {
      stream.write('1'.repeat(100));
      stream.cork();
      stream.write('2'.repeat(100));
      stream.cork();
      stream.write('3'.repeat(100));
      stage.note('server', stream.writableCorked, stream.writableLength);
      stream.uncork();
      stream.write('4'.repeat(100));
      stream.uncork();
      stage.note('server', stream.writableCorked);
      stream.end();
    }),
  'a stream that fills up': async (stage) => {
    const { client } = await stage.pair(async (stream) => {
      stream.respond();
      stream.on('drain', () => stage.note('server', 'drain', stream.writableLength));
      stage.note('server', stream.writableHighWaterMark, stream.write('x'.repeat(1000)));
      for (let i = 0; i < 9; i++) stage.note('server', stream.write('y'.repeat(8000)), stream.writableNeedDrain);
      await once(stream, 'drain');
      stage.note('server', stream.write('z'));
      stream.end();
    });
    const stream = client.request();
    stage.note('client', (await text(stream)).length);
  },
  'writes before the connection stands': async (stage) => {
    const { url } = await stage.server((stream) => {
      stream.on('data', (chunk: Buffer) => stage.note('server', 'data', chunk.toString()));
      stream.on('end', () => stream.respond({}, { endStream: true }));
    });
    const stream = stage.client(url).request(post);
    stream.resume();
    stage.note('client', stream.writableCorked);
    for (const chunk of ['one', 'two', 'three']) stream.write(chunk, () => stage.note('client', 'written', chunk));
    stage.note('client', stream.writableLength, stream.bufferSize);
    stream.on('ready', () => stage.note('client', 'ready', stream.writableCorked));
    stream.end('four');
    await closed(stream);
  },
  'writes that a reset overtakes': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.on('error', () => undefined);
      stream.resume();
    });
    const stream = client.request(post);
    stream.on('error', (error) => stage.note('client', error));
    for (const chunk of ['one', 'two', 'three']) stream.write(chunk, () => stage.note('client', 'written', chunk));
    stream.close(8);
    stage.note('client', stream.writableEnded, stream.writableLength);
    await closed(stream);
    await new Promise(setImmediate);
  },
  'a window that falls below zero, and opens bit by bit': async (stage) => {
    await using server = await rawServer();
    const accepted = server.accept();
    const client = stage.client(`http://127.0.0.1:${server.port}`);
    const peer = await accepted;
    const stream = stage.watchStream('client', client.request(post));
    stream.write('x'.repeat(1000));
    const { streamId } = await peer.takeType(Type.DATA);
    const received = async () => {
      await peer.roundTrip();
      const frames = peer.frames.splice(0).filter(({ type }) => type === Type.DATA || type === Type.RST_STREAM);
      stage.note('server', ...frames.map(({ type, payload }) => [type, payload.toString()]));
    };
    peer.send(settings([[Setting.INITIAL_WINDOW_SIZE, 0]]), windowUpdate(streamId, 400));
    stream.write('held back');
    await received();
    // 600 are still owed, of which this pays 590.
    peer.send(settings([[Setting.INITIAL_WINDOW_SIZE, 590]]));
    await received();
    peer.send(windowUpdate(streamId, 14));
    await received();
    peer.send(windowUpdate(streamId, 100), headers(streamId, [[':status', '200']], Flag.END_STREAM));
    await received();
    stream.end();
    await closed(stream);
  },
  'a window that SETTINGS shut and open again': async (stage) => {
    let served = 0;
    const { client, served: session } = await stage.pair((stream) => {
      stream.respond();
      stream.on('data', (chunk: Buffer) => (served += chunk.length));
      stream.on('end', () => stream.end('x'.repeat(200_000)));
    });
    const announce = (of: Http2Session, initialWindowSize: number) =>
      new Promise<void>((resolve) => of.settings({ initialWindowSize }, () => resolve()));
    const stream = client.request(post);
    stream.write('x'.repeat(50));
    await once(stream, 'response');
    await announce(session, 0);
    stream.end('x'.repeat(300));
    await announce(client, 0);
    stage.note('server', served);
    await announce(session, 400);
    let octets = 0;
    stream.on('data', (chunk: Buffer) => (octets += chunk.length));
    for (const initialWindowSize of [10, 300_000]) await announce(client, initialWindowSize);
    await closed(stream);
    stage.note('client', octets, stream.rstCode, served);
  },
  'an end with the last chunk, and one after it': (stage) =>
    received(stage, (stream) => {
      stream.on('finish', () => stage.note('server', 'finish', stream.writableLength));
      stream.write('first', () => stage.note('server', 'written', stream.writableLength));
      stream.end('last', () => stage.note('server', 'ended', stream.writableFinished));
    }),
  'empty writes': (stage) =>
    received(stage, (stream) => {
      for (const chunk of ['', 'x', '']) stage.note('server', stream.write(chunk), stream.writableLength);
      stream.end('');
    }),
  'a response that is corked': async (stage) => {
    const { server, client } = await stage.pair(() => undefined);
    server.on('request', (_request: Http2ServerRequest, response: Http2ServerResponse) => {
      response.write('first');
      response.cork();
      response.write('second');
      response.write('third');
      stage.note('server', response.writableCorked, response.writableLength);
      response.uncork();
      response.end();
    });
    const stream = client.request();
    stream.on('data', (chunk: Buffer) => stage.note('client', chunk.toString()));
    await closed(stream);
  },
};

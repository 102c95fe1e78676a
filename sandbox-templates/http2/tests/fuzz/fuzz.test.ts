import fc from 'fast-check';
import { once } from 'node:events';
import type { ClientHttp2Session, IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtin, own, type Http2 } from '../support/implementations.ts';
import { data, Flag, headers, preface, request, settings, Setting, Type, windowUpdate } from '../support/frames.ts';
import { rawClient } from '../support/raw-peer.ts';
import { answers, testServer, type TestServer } from '../support/servers.ts';
import { fuzz } from './run.ts';

/** A new one each run, told where a test fails; FUZZ_SEED repeats it. */
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
fc.configureGlobal({ seed, numRuns: 60 });

describe(`whatever bytes arrive (FUZZ_SEED=${seed})`, () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(own);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('200,000 mutated frames end in no crash, no hang and no lasting memory', async () => {
    const verdict = await fuzz({ seed, frames: 200_000, first: 0, only: false });
    expect(verdict.frames).toBeGreaterThanOrEqual(200_000);
    expect(verdict.heapGrowth).toBeLessThan(32 * 2 ** 20);
  }, 90_000);

  test('any bytes instead of a preface', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const peer = await rawClient(server.port, { prefaced: false });
        peer.send(bytes);
        peer.socket.end();
        await peer.closed;
      }),
    );
    expect(await answers(server.port)).toBe('ok');
  });

  test('any bytes behind the preface', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const peer = await rawClient(server.port);
        peer.send(bytes);
        peer.socket.end();
        await peer.closed;
      }),
    );
    expect(await answers(server.port)).toBe('ok');
  });

  test('any bytes as a field block', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const peer = await rawClient(server.port);
        peer.send(headers(1, bytes, Flag.END_STREAM));
        expect(['no error', 'connection error COMPRESSION_ERROR', 'stream error PROTOCOL_ERROR']).toContain(
          await peer.outcome(),
        );
        await peer.destroy();
      }),
    );
  });

  test('a conversation cut anywhere is the same conversation', async () => {
    const conversation = Buffer.concat([
      preface,
      settings([[Setting.INITIAL_WINDOW_SIZE, 1000]]),
      headers(1, request('/echo')),
      data(1, 'first '),
      windowUpdate(0, 1),
      headers(3, request('/'), Flag.END_STREAM),
      data(1, 'second', Flag.END_STREAM),
    ]);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(conversation.length)), async (cuts) => {
        const peer = await rawClient(server.port, { prefaced: false });
        let from = 0;
        for (const to of [...cuts.toSorted((a, b) => a - b), conversation.length]) {
          await new Promise((resolve) => peer.socket.write(conversation.subarray(from, to), resolve));
          from = to;
        }
        const ended = (streamId: number) =>
          peer.frames.some(
            (frame) => frame.streamId === streamId && frame.type === Type.DATA && (frame.flags & Flag.END_STREAM) > 0,
          );
        while (!ended(1) || !ended(3)) await peer.roundTrip();
        const body = (streamId: number) =>
          Buffer.concat(
            peer.frames
              .filter((frame) => frame.type === Type.DATA && frame.streamId === streamId)
              .map(({ payload }) => payload),
          ).toString();
        expect([body(1), body(3)]).toEqual(['first second', 'ok']);
        await peer.destroy();
      }),
      { numRuns: 30 },
    );
  });
});

describe.each([
  ['own', 'own'],
  ['own', 'builtin'],
  ['builtin', 'own'],
] as const)(`what a client on %s sends, a server on %s gets (FUZZ_SEED=${seed})`, (clientOn, serverOn) => {
  const implementations: Record<string, Http2> = { own, builtin };
  let server: Awaited<ReturnType<typeof listen>>;
  let client: ClientHttp2Session;
  let onStream: (stream: ServerHttp2Stream, received: IncomingHttpHeaders) => void;

  async function listen() {
    const listening = implementations[serverOn]!.createServer();
    listening.on('stream', (stream, received) => onStream(stream, received));
    listening.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return listening;
  }
  beforeAll(async () => {
    server = await listen();
    client = implementations[clientOn]!.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(async () => {
    const closed = once(server, 'close');
    client.destroy();
    server.close();
    await closed;
  });

  const name = fc.stringMatching(/^x-[a-z0-9!#$%&'*+.^_`|~-]{1,20}$/);
  const value = fc.stringMatching(/^[!-~\xa0-\xff]([ -~\xa0-\xff]{0,200}[!-~\xa0-\xff])?$/);

  test('any headers and trailers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, value, { maxKeys: 20 }),
        fc.dictionary(name, value, { maxKeys: 5 }),
        async (fields, trailers) => {
          onStream = (stream, received) => {
            stream.on('wantTrailers', () => stream.sendTrailers(trailers));
            stream.respond(
              Object.fromEntries(
                Object.entries(received).filter(([field]) => field.startsWith('x-')),
              ) as OutgoingHttpHeaders,
              { waitForTrailers: true },
            );
            stream.end();
          };
          const stream = client.request(fields);
          let back: IncomingHttpHeaders = {};
          let end: IncomingHttpHeaders = {};
          stream.on('response', (received) => {
            back = received;
          });
          stream.on('trailers', (received) => {
            end = received;
          }); // Not told where there are none.
          stream.resume();
          await once(stream, 'close');
          const only = (received: IncomingHttpHeaders) =>
            Object.fromEntries(Object.entries(received).filter(([field]) => field.startsWith('x-')));
          expect([only(back), only(end)]).toEqual([{ ...fields }, { ...trailers }]);
        },
      ),
    );
  });

  test('any body, written in any pieces', async () => {
    onStream = (stream) => {
      stream.respond();
      stream.pipe(stream);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 70_000 }), { maxLength: 6 }),
        fc.nat(255),
        async (sizes, first) => {
          const stream = client.request({ ':method': 'POST' });
          const pieces = sizes.map((size, index) => Buffer.alloc(size, first + index));
          for (const piece of pieces) stream.write(piece);
          stream.end();
          expect((await buffer(stream)).equals(Buffer.concat(pieces))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});

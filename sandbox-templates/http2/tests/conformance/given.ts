import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import type { Http2 } from '../support/implementations.ts';
import { Flag, headers, request, resetStream, Type } from '../support/frames.ts';
import { rawClient, rawServer, type RawOptions, type RawPeer } from '../support/raw-peer.ts';
import { answers, testServer } from '../support/servers.ts';

/** The state of stream 1 before a case sends its frames, as the endpoint under test sees it (RFC 9113 section 5.1). */
export type State =
  | 'idle'
  | 'requested'
  | 'open'
  | 'half-closed (remote)'
  | 'closed'
  | 'reset by peer'
  | 'reset by endpoint';
export type Role = 'server' | 'client';

const status200 = [[':status', '200']] as const;

/** A server under test and what brings stream 1 of a raw client into each state. */
export async function serverUnderTest(http2: Http2) {
  const fixture = await testServer(http2);
  const toState: Record<State, (peer: RawPeer) => Promise<unknown> | void> = {
    idle: () => undefined,
    requested: (peer) => void peer.send(headers(1, request('/hold'))),
    open: (peer) => void peer.send(headers(1, request('/respond-and-hold'))),
    'half-closed (remote)': (peer) => void peer.send(headers(1, request('/respond-and-hold'), Flag.END_STREAM)),
    closed: (peer) => {
      peer.send(headers(1, request('/'), Flag.END_STREAM));
      return peer.take(
        (frame) => frame.streamId === 1 && frame.type <= Type.HEADERS && (frame.flags & Flag.END_STREAM) > 0,
      );
    },
    'reset by peer': (peer) => void peer.send(headers(1, request('/hold')), resetStream(1)),
    'reset by endpoint': (peer) => {
      peer.send(headers(1, request('/reset')));
      return peer.takeType(Type.RST_STREAM, 1);
    },
  };
  return {
    port: fixture.port,
    async peer(state: State, options?: RawOptions): Promise<RawPeer> {
      const peer = await rawClient(fixture.port, options);
      if (options?.first === undefined) await peer.roundTrip();
      await toState[state](peer);
      return peer;
    },
    /** Rejects where the server serves nobody any more. */
    unharmed: () => answers(fixture.port),
    [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
  };
}

/** A client under test that has made one request of a raw server. */
export interface ClientUnderTest {
  peer: RawPeer;
  session: ClientHttp2Session;
  stream: ClientHttp2Stream;
  /** The codes of the errors that the session and the stream told, in the order of their telling. */
  errors: { session: unknown[]; stream: unknown[] };
}

export async function clientUnderTest(http2: Http2) {
  const server = await rawServer();
  const sessions = new Set<ClientHttp2Session>();
  const toState: Record<State, (client: ClientUnderTest) => Promise<unknown> | void> = {
    idle: () => undefined,
    requested: () => undefined,
    open: ({ peer }) => void peer.send(headers(1, status200)),
    'half-closed (remote)': ({ peer }) => void peer.send(headers(1, status200, Flag.END_STREAM)),
    closed: async ({ peer, stream }) => {
      stream.end();
      await peer.take((frame) => frame.streamId === 1 && (frame.flags & Flag.END_STREAM) > 0);
      peer.send(headers(1, status200, Flag.END_STREAM));
      await peer.roundTrip();
    },
    'reset by peer': ({ peer }) => void peer.send(resetStream(1)),
    'reset by endpoint': ({ peer, stream }) => {
      stream.close(http2.constants.NGHTTP2_CANCEL);
      return peer.takeType(Type.RST_STREAM, 1);
    },
  };
  return {
    async client(state: State, options?: RawOptions): Promise<ClientUnderTest> {
      const accepted = server.accept(options);
      const session = http2.connect(`http://127.0.0.1:${server.port}`);
      sessions.add(session);
      const errors: ClientUnderTest['errors'] = { session: [], stream: [] };
      session.on('error', (error: NodeJS.ErrnoException) => errors.session.push(error.code));
      const stream = session.request({ ':path': '/', ':method': 'POST' }, { endStream: false });
      stream.on('error', (error: NodeJS.ErrnoException) => errors.stream.push(error.code));
      stream.resume();
      const peer = await accepted;
      await peer.takeType(Type.HEADERS, 1).catch((error: unknown) => {
        if (options?.first === undefined) throw error;
      });
      const client = { peer, session, stream, errors };
      await toState[state](client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

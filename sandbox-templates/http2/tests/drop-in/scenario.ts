import { once, type EventEmitter } from 'node:events';
import type {
  ClientHttp2Session,
  ClientHttp2Stream,
  ClientSessionOptions,
  Http2Server,
  Http2Session,
  IncomingHttpHeaders,
  ServerHttp2Session,
  ServerHttp2Stream,
  ServerOptions,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Http2 } from '../support/implementations.ts';

/** What happened, by who saw it. The order between two tracks is the network's business and is not compared. */
export type Tracks = Record<string, unknown[]>;
export type Scenario = (stage: Stage) => Promise<void> | void;
export type OnStream = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

const sessionEvents = ['connect', 'ping', 'frameError', 'timeout', 'error', 'close'];
/** Not 'end' and 'finish': they are node:stream's, come by its ticks, and are told at 'close'. */
const streamEvents = [
  'ready',
  'continue',
  'headers',
  'response',
  'trailers',
  'wantTrailers',
  'aborted',
  'frameError',
  'timeout',
  'data',
  'error',
  'close',
];
/** What we announce of our own accord: a limit of the header list (node:http2 has it, and does not announce it). */
const announced = ['maxHeaderSize', 'maxHeaderListSize'];

/** Raw headers without the one field that differs from second to second. */
const withoutDate = (entries: unknown[]): unknown[] => {
  const at = entries.indexOf('date');
  return at < 0 ? entries : entries.toSpliced(at, 2);
};

/** Plain data of an event's argument; the objects of the implementation itself are left out. */
function plain(value: unknown): unknown {
  if (value instanceof Error) return `${value.name} ${(value as NodeJS.ErrnoException).code ?? value.message}`;
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (Array.isArray(value)) return withoutDate(value).map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('emit' in value) return '(object)';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'date')
      .map(([name, entry]) => [name, plain(entry)]),
  );
}

/** A server and clients of one implementation, and the record of what they do. */
export class Stage implements AsyncDisposable {
  readonly http2: Http2;
  readonly tracks: Tracks = {};
  #leave: Array<() => unknown> = [];

  constructor(http2: Http2) {
    this.http2 = http2;
  }

  note(track: string, ...what: unknown[]): void {
    (this.tracks[track] ??= []).push(what.length === 1 ? plain(what[0]) : what.map(plain));
  }

  /** Notes what `action` returns or, where it throws, the code. */
  attempt(track: string, what: string, action: () => unknown): void {
    try {
      this.note(track, what, action());
    } catch (error) {
      this.note(track, what, 'throws', error);
    }
  }

  watch<E extends EventEmitter>(
    track: string,
    emitter: E,
    events: readonly string[],
    without: readonly string[] = [],
  ): E {
    for (const name of events) {
      if (!without.includes(name))
        emitter.on(name, (...values: unknown[]) =>
          this.note(track, name, ...values.filter((value) => plain(value) !== '(object)')),
        );
    }
    return emitter;
  }

  /** How often a GOAWAY is repeated is nobody's business: RFC 9113 section 6.8 allows any number. */
  watchSession<S extends Http2Session>(track: string, session: S, without: readonly string[] = []): S {
    let last = '';
    session.on('goaway', (...values: unknown[]) => {
      if (JSON.stringify(values) !== last) this.note(track, 'goaway', ...values);
      last = JSON.stringify(values);
    });
    for (const name of ['localSettings', 'remoteSettings']) {
      if (!without.includes(name))
        session.on(name, (settings: object) => this.note(track, name, unannounced(settings)));
    }
    return this.watch(track, session, sessionEvents, without);
  }

  /** Watches a stream and, at its close, notes how it ended. */
  watchStream<S extends ClientHttp2Stream | ServerHttp2Stream>(
    track: string,
    stream: S,
    without: readonly string[] = [],
  ): S {
    this.watch(track, stream, streamEvents, without);
    let failed = false;
    stream.on('error', () => {
      failed = true;
    });
    stream.on('close', () =>
      this.note(track, {
        rstCode: stream.rstCode,
        aborted: stream.aborted,
        closed: stream.closed,
        destroyed: stream.destroyed,
        // Node may tell 'end' and then an error; whoever reads looks at the error.
        ...(failed ? {} : { readableEnded: stream.readableEnded }),
      }),
    );
    return stream;
  }

  async server(
    onStream: OnStream = (stream) => {
      stream.respond();
      stream.end('ok');
    },
    options: ServerOptions = {},
  ): Promise<{ server: Http2Server; url: string }> {
    const server = this.http2.createServer(options);
    const sessions = new Set<ServerHttp2Session>();
    server.on('session', (session) => sessions.add(session));
    server.on('stream', (stream, headers) => {
      stream.on('error', () => undefined); // Noted where the scenario watches the stream.
      onStream(stream, headers);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.atEnd(async () => {
      for (const session of sessions) session.destroy();
      if (server.listening) {
        server.close();
        await once(server, 'close');
      }
    });
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  client(url: string, options: ClientSessionOptions = {}): ClientHttp2Session {
    const session = this.http2.connect(url, options);
    this.atEnd(() => session.destroy());
    return session;
  }

  /** A server, and a client that is connected to it. */
  async pair(onStream?: OnStream, serverOptions?: ServerOptions, clientOptions?: ClientSessionOptions) {
    const { server, url } = await this.server(onStream, serverOptions);
    const served = once(server, 'session') as Promise<[ServerHttp2Session]>;
    const client = this.client(url, clientOptions);
    await once(client, 'remoteSettings');
    return { server, url, client, served: (await served)[0] };
  }

  atEnd(leave: () => unknown): void {
    this.#leave.push(leave);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const leave of this.#leave.toReversed()) await leave();
  }
}

/** Settings as far as both implementations announce the same. */
export const unannounced = (settings: object): object =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !announced.includes(name)));

export async function play(http2: Http2, scenario: Scenario): Promise<Tracks> {
  await using stage = new Stage(http2);
  await scenario(stage);
  return structuredClone(stage.tracks); // As it was before the stage is torn down.
}

/** Resolves at 'close', whatever error came before it. */
export const closed = (target: EventEmitter): Promise<void> =>
  new Promise((resolve) => target.once('close', () => resolve()));

import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import { nodeError } from '../base/errors.ts';
import type { ReceivedHeaders } from '../fields/received-headers.ts';
import { serverStream } from './diagnostics.ts';
import { extrasFor } from './extras.ts';
import { ServerHttp2Stream } from './server-stream.ts';
import { Http2Session } from './session.ts';
import type { SessionOptions } from './session.ts';
import type { Http2Stream } from './stream.ts';

export interface ServerSessionOptions extends SessionOptions {
  /** Origins that each client is told of as its session begins. */
  origins?: ReadonlyArray<string | URL | { origin: string }>;
}

/** What a session needs of its server; a session made by `performServerHandshake` has none. */
export interface SessionServer extends EventEmitter {
  readonly _sessions: Set<ServerHttp2Session>;
}

const NONE: ReadonlySet<Http2Stream> = new Set();

export class ServerHttp2Session extends Http2Session {
  readonly #server: SessionServer | undefined;

  constructor(options: ServerSessionOptions, socket: Duplex, server: SessionServer | undefined) {
    super(true, options, socket);
    this.#server = server;
    server?._sessions.add(this);
    this._begin();
    if (Array.isArray(options.origins)) this.origin(...options.origins);
  }

  get server(): SessionServer | undefined {
    return this.#server;
  }

  /** Tells the client where else it is served: an origin, or the stream of that number. */
  altsvc(alt: string, originOrStream?: string | number | URL | { origin: string }): void {
    if (this.destroyed) throw nodeError('ERR_HTTP2_INVALID_SESSION');
    extrasFor('altsvc()').altsvc(this, alt, originOrStream);
  }

  /** Tells the client for which other origins it may use this connection. */
  origin(...origins: Array<string | URL | { origin: string }>): void {
    if (this.destroyed) throw nodeError('ERR_HTTP2_INVALID_SESSION');
    extrasFor('origin()').origin(this, origins);
  }

  override get _pendingStreams(): ReadonlySet<Http2Stream> {
    return NONE;
  }

  override _startPending(): void {}

  override _refusePending(): void {}

  override _streamClosed(): void {}

  override _requestReceived(id: number, received: ReceivedHeaders, flags: number, endStream: boolean): void {
    const { headers, raw, contentLength } = received;
    const stream = new ServerHttp2Stream(this, id, headers[':method'] === 'HEAD', headers);
    stream._bodyLeft = contentLength;
    this._connection.streams.add(id, stream);
    if (serverStream.created.hasSubscribers) serverStream.created.publish({ stream, headers });
    if (serverStream.start.hasSubscribers) serverStream.start.publish({ stream, headers });
    if (endStream) stream._receiveEnd(true);
    this.emit('stream', stream, headers, flags, raw);
    this.#server?.emit('stream', stream, headers, flags, raw);
  }

  override _released(): void {
    this.#server?._sessions.delete(this);
  }

  /** The timer that `server.setTimeout()` gave it: a silent connection that no one asks about is closed. */
  _timedOutForServer(): void {
    if (this.destroyed || this.closed) return;
    if (!this.#server?.emit('timeout', this)) this.destroy();
  }
}

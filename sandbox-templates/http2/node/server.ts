import type * as net from 'node:net';
import type { Duplex } from 'node:stream';
import { checkFunction, checkInteger, checkObject } from '../base/check.ts';
import { nodeError } from '../base/errors.ts';
import { ServerHttp2Session } from './server-session.ts';
import { offerRequests } from './request-events.ts';
import type { ServerHttp2Stream } from './server-stream.ts';
import { rejection } from './session.ts';
import type { SessionOptions } from './session.ts';
import type { ServerSessionOptions } from './server-session.ts';
import { requireNet } from './tcp.ts';
import { validateSettings } from '../connection/settings.ts';
import type { Settings } from '../connection/settings.ts';

export interface ServerOptions extends ServerSessionOptions, net.ServerOpts {
  /** Milliseconds that a TLS connection of another protocol is kept for a listener of 'unknownProtocol'. */
  unknownProtocolTimeout?: number;
}

const MAX_UINT32 = 2 ** 32 - 1;

/** Checks what can be checked of a server's options before it is made. */
export function checkServerOptions<O extends SessionOptions>(options: O): O {
  checkObject(options, 'options');
  const given = options as Record<string, unknown>;
  for (const name of ['maxSessionInvalidFrames', 'maxSessionRejectedStreams', 'unknownProtocolTimeout'])
    if (given[name] !== undefined) checkInteger(given[name], `options.${name}`, 0, MAX_UINT32);
  const { strictSingleValueFields } = options;
  if (strictSingleValueFields !== undefined && typeof strictSingleValueFields !== 'boolean')
    throw nodeError(
      'ERR_INVALID_ARG_TYPE',
      'options.strictSingleValueFields',
      'of type boolean',
      strictSingleValueFields,
    );
  if (options.settings !== undefined) {
    checkObject(options.settings, 'options.settings');
    validateSettings(options.settings);
  }
  return { ...options, settings: { ...options.settings } };
}

/** What of a response, be it HTTP/1's or HTTP/2's, a failed listener's answer needs. */
interface RejectedResponse {
  headersSent: boolean;
  statusCode: number;
  destroy(error: Error): void;
  getHeaderNames(): string[];
  removeHeader(name: string): void;
  end(): void;
}

function answerRejected(response: RejectedResponse, error: Error): void {
  if (response.headersSent) {
    response.destroy(error);
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = 500;
  response.end();
}

/** The half of a server that is the same over TCP and over TLS. */
export class ServerSessions {
  readonly sessions = new Set<ServerHttp2Session>();
  options: SessionOptions;
  timeout = 0;
  readonly #server: net.Server & { _sessions: Set<ServerHttp2Session> };

  constructor(server: net.Server & { _sessions: Set<ServerHttp2Session> }, options: SessionOptions) {
    this.#server = server;
    this.options = options;
    offerRequests(server, options);
  }

  open(socket: Duplex): void {
    const server = this.#server;
    const session = new ServerHttp2Session(this.options, socket, server);
    session.on('error', (error) => server.emit('sessionError', error, session));
    if (this.timeout > 0) session.setTimeout(this.timeout, () => session._timedOutForServer());
    server.emit('session', session);
  }

  setTimeout(milliseconds: number, callback: ((session: ServerHttp2Session) => void) | undefined): void {
    this.timeout = milliseconds;
    if (callback === undefined) return;
    checkFunction(callback, 'callback');
    this.#server.on('timeout', callback);
  }

  updateSettings(settings: Settings): void {
    checkObject(settings, 'settings');
    validateSettings(settings);
    this.options = { ...this.options, settings: { ...this.options.settings, ...settings } };
  }

  /** A listener's promise was rejected, where the program has asked Node to see to that (`captureRejections`). False: not ours. */
  rejected(error: Error, event: string | symbol, subjects: readonly unknown[]): boolean {
    const subject = subjects[event === 'request' ? 1 : 0];
    if (event === 'request') {
      answerRejected(subject as RejectedResponse, error);
      return true;
    }
    if (event !== 'stream') return false;
    const stream = subject as ServerHttp2Stream;
    if (stream.headersSent || stream.destroyed) stream.destroy(error);
    else {
      stream.respond({ ':status': 500 });
      stream.end();
    }
    return true;
  }

  closeAll(): void {
    for (const session of this.sessions) session.close();
  }
}

export interface Http2Server extends net.Server {
  readonly _sessions: Set<ServerHttp2Session>;
  /** Milliseconds of silence after which a session is over; 0 for ever. */
  timeout: number;
  setTimeout(milliseconds?: number, callback?: (session: ServerHttp2Session) => void): this;
  /** Changes what the sessions are told that begin from now on. */
  updateSettings(settings: Settings): void;
}

/** A net.Server made on demand, since there may be no class to extend where this module is loaded. */
function defineServer(): new (options: ServerOptions, onRequest?: unknown) => Http2Server {
  return class Http2Server extends requireNet().Server {
    readonly #http2: ServerSessions;

    constructor(options: ServerOptions, onRequest?: unknown) {
      const checked = checkServerOptions(options);
      super(checked);
      this.#http2 = new ServerSessions(this, checked);
      this.on('connection', (socket: Duplex) => this.#http2.open(socket));
      if (typeof onRequest === 'function') this.on('request', onRequest as () => void);
    }

    get _sessions(): Set<ServerHttp2Session> {
      return this.#http2.sessions;
    }

    get timeout(): number {
      return this.#http2.timeout;
    }

    set timeout(milliseconds: number) {
      this.#http2.timeout = milliseconds;
    }

    setTimeout(milliseconds = 0, callback?: (session: ServerHttp2Session) => void): this {
      this.#http2.setTimeout(milliseconds, callback);
      return this;
    }

    updateSettings(settings: Settings): void {
      this.#http2.updateSettings(settings);
    }

    [rejection](error: Error, event: string | symbol, ...subjects: unknown[]): void {
      if (!this.#http2.rejected(error, event, subjects)) this.emit('error', error);
    }

    /** Stops listening, and lets every session finish its streams. */
    override close(callback?: (error?: Error) => void): this {
      super.close(callback);
      this.#http2.closeAll();
      return this;
    }
  };
}

let Server: ReturnType<typeof defineServer> | undefined;

/** Throws ERR_HTTP2_TCP_UNAVAILABLE where there is no `net`. */
export function createServer(options?: ServerOptions | (() => void), onRequest?: unknown): Http2Server {
  Server ??= defineServer();
  return typeof options === 'function'
    ? new Server({}, options)
    : new Server(options === undefined ? {} : options, onRequest);
}

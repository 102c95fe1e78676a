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

function failRejected(stream: ServerHttp2Stream, error: Error): void {
  if (stream.headersSent || stream.destroyed) {
    stream.destroy(error);
    return;
  }
  stream.respond({ ':status': 500 });
  stream.end();
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

export interface Http2Server extends net.Server {
  readonly _sessions: Set<ServerHttp2Session>;
  /** Milliseconds of silence after which a session is over; 0 for ever. */
  timeout: number;
  setTimeout(milliseconds?: number, callback?: (session: ServerHttp2Session) => void): this;
  /** Changes what the sessions are told that begin from now on. */
  updateSettings(settings: Settings): void;
  /** Begins a session over a socket that was accepted. */
  _open(socket: Duplex): void;
}

type SocketServer = new (options: object) => net.Server;
/** `socketOptions` are for the server of sockets; without them it gets the others. */
type SessionServerClass = new (options: ServerOptions, onRequest: unknown, socketOptions?: object) => Http2Server;

/** A server of sessions, over a server of sockets: of TCP or of TLS. Made on demand, since there may be no class to extend where this module is loaded. */
export function sessionServer(Sockets: SocketServer): SessionServerClass {
  return class Http2Server extends Sockets {
    readonly _sessions = new Set<ServerHttp2Session>();
    timeout = 0;
    #options: ServerOptions;

    constructor(options: ServerOptions, onRequest: unknown, socketOptions: object = options) {
      super(socketOptions);
      this.#options = options;
      offerRequests(this, options);
      if (typeof onRequest === 'function') this.on('request', onRequest as () => void);
    }

    _open(socket: Duplex): void {
      const session = new ServerHttp2Session(this.#options, socket, this);
      session.on('error', (error) => this.emit('sessionError', error, session));
      if (this.timeout > 0) session.setTimeout(this.timeout, () => session._timedOutForServer());
      this.emit('session', session);
    }

    setTimeout(milliseconds = 0, callback?: (session: ServerHttp2Session) => void): this {
      this.timeout = milliseconds;
      if (callback !== undefined) {
        checkFunction(callback, 'callback');
        this.on('timeout', callback);
      }
      return this;
    }

    updateSettings(settings: Settings): void {
      checkObject(settings, 'settings');
      validateSettings(settings);
      this.#options = { ...this.#options, settings: { ...this.#options.settings, ...settings } };
    }

    /** A listener's promise was rejected, where the program has asked Node to see to that (`captureRejections`). */
    [rejection](error: Error, event: string | symbol, ...subjects: unknown[]): void {
      if (event === 'request') answerRejected(subjects[1] as RejectedResponse, error);
      else if (event === 'stream') failRejected(subjects[0] as ServerHttp2Stream, error);
      else this.emit('error', error);
    }

    /** Stops listening, and lets every session finish its streams. */
    override close(callback?: (error?: Error) => void): this {
      super.close(callback);
      for (const session of this._sessions) session.close();
      return this;
    }
  };
}

function defineServer() {
  return class Http2Server extends sessionServer(requireNet().Server) {
    constructor(options: ServerOptions, onRequest: unknown) {
      super(checkServerOptions(options), onRequest);
      this.on('connection', (socket: Duplex) => this._open(socket));
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

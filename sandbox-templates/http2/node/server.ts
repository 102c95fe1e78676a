import * as net from 'node:net';
import type { Duplex } from 'node:stream';
import { checkFunction, checkObject } from '../base/check.ts';
import { nodeError } from '../base/errors.ts';
import { ServerHttp2Session } from './server-session.ts';
import type { SessionOptions } from './session.ts';
import { validateSettings } from '../connection/settings.ts';
import type { Settings } from '../connection/settings.ts';

export interface ServerOptions extends SessionOptions, net.ServerOpts {
  /** Milliseconds that a TLS connection of another protocol is kept for a listener of 'unknownProtocol'. */
  unknownProtocolTimeout?: number;
}

/** Checks what can be checked of a server's options before it is made. */
export function checkServerOptions<O extends SessionOptions>(options: O): O {
  checkObject(options, 'options');
  if (options.settings !== undefined) {
    checkObject(options.settings, 'options.settings');
    validateSettings(options.settings);
  }
  return { ...options, settings: { ...options.settings } };
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
    // The compatibility classes are left out: better a clear error now than requests that no one answers.
    server.on('newListener', (event: string | symbol) => {
      if (event === 'request') throw nodeError('ERR_HTTP2_COMPAT_UNAVAILABLE');
    });
  }

  open(socket: Duplex): void {
    const server = this.#server;
    const session = new ServerHttp2Session(this.options, socket, server);
    session.on('error', (error) => server.emit('sessionError', error, session));
    if (this.timeout > 0) session.setTimeout(this.timeout);
    server.emit('session', session);
  }

  setTimeout(milliseconds: number, callback: ((session: ServerHttp2Session) => void) | undefined): void {
    this.timeout = milliseconds;
    if (callback === undefined) return;
    checkFunction(callback, 'callback');
    this.#server.on('timeout', callback);
  }

  updateSettings(settings: Settings): void {
    validateSettings(settings);
    this.options = { ...this.options, settings: { ...this.options.settings, ...settings } };
  }

  closeAll(): void {
    for (const session of this.sessions) session.close();
  }
}

export class Http2Server extends net.Server {
  readonly #http2: ServerSessions;

  constructor(options: ServerOptions, onRequest?: unknown) {
    const checked = checkServerOptions(options);
    super(checked);
    this.#http2 = new ServerSessions(this, checked);
    this.on('connection', (socket: Duplex) => this.#http2.open(socket));
    if (onRequest !== undefined) throw nodeError('ERR_HTTP2_COMPAT_UNAVAILABLE');
  }

  get _sessions(): Set<ServerHttp2Session> {
    return this.#http2.sessions;
  }

  get timeout(): number {
    return this.#http2.timeout;
  }

  setTimeout(milliseconds = 0, callback?: (session: ServerHttp2Session) => void): this {
    this.#http2.setTimeout(milliseconds, callback);
    return this;
  }

  updateSettings(settings: Settings): void {
    this.#http2.updateSettings(settings);
  }

  /** Stops listening, and lets every session finish its streams. */
  override close(callback?: (error?: Error) => void): this {
    super.close(callback);
    this.#http2.closeAll();
    return this;
  }
}

export function createServer(options?: ServerOptions | (() => void), onRequest?: unknown): Http2Server {
  return typeof options === 'function' ? new Http2Server({}, options) : new Http2Server(options ?? {}, onRequest);
}

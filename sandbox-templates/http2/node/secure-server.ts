import type { Server as HttpServer, ServerOptions as HttpServerOptions } from 'node:http';
import type { Server, TlsOptions, TLSSocket } from 'node:tls';
import type { ServerHttp2Session } from './server-session.ts';
import { checkServerOptions, ServerSessions } from './server.ts';
import { rejection } from './session.ts';
import type { ServerOptions } from './server.ts';
import type { Settings } from '../connection/settings.ts';
import { requireTls } from './tls.ts';

export interface SecureServerOptions extends ServerOptions, Omit<TlsOptions, keyof ServerOptions> {
  allowHTTP1?: boolean;
  /** Options of the server of HTTP/1 behind `allowHTTP1`; the two after it are older names of what it has. */
  http1Options?: HttpServerOptions;
  Http1IncomingMessage?: HttpServerOptions['IncomingMessage'];
  Http1ServerResponse?: HttpServerOptions['ServerResponse'];
}

const REFUSAL =
  'HTTP/1.0 403 Forbidden\r\nContent-Type: text/plain\r\n\r\nMissing ALPN Protocol, expected `h2` to be available.\n';
const UNKNOWN_PROTOCOL_TIMEOUT = 10_000;

/** A server of HTTP/1 for the sockets that speak it; its requests are told as the HTTP/2 server's own. */
function serveHttp1(server: Server, options: SecureServerOptions): HttpServer {
  const http = globalThis.process.getBuiltinModule('node:http');
  const { Http1IncomingMessage: IncomingMessage, Http1ServerResponse: ServerResponse, http1Options } = options;
  const http1 = http.createServer({
    ...options,
    ...(IncomingMessage && { IncomingMessage }),
    ...(ServerResponse && { ServerResponse }),
    ...http1Options,
  } as HttpServerOptions);
  const pass = (event: string) => http1.on(event, (...values: unknown[]) => void server.emit(event, ...values));
  pass('request');
  // Those of whose listeners node:http takes note: without one it answers by itself.
  server.on('newListener', (event: string | symbol) => {
    const heeded = ['upgrade', 'connect', 'checkContinue', 'checkExpectation'].includes(event as string);
    if (heeded && http1.listenerCount(event) === 0) pass(event as string);
  });
  server.on('close', () => http1.close());
  return http1;
}

/** A tls.Server made on demand, since the class to extend may not exist where this module is loaded. */
function defineSecureServer() {
  const tls = requireTls();

  return class Http2SecureServer extends tls.Server {
    readonly #http2: ServerSessions;
    readonly #http1: HttpServer | null;

    constructor(options: SecureServerOptions, onRequest?: unknown) {
      const checked = checkServerOptions(options);
      super(
        checked.ALPNCallback
          ? checked
          : { ...checked, ALPNProtocols: checked.allowHTTP1 ? ['h2', 'http/1.1'] : ['h2'] },
      );
      this.#http2 = new ServerSessions(this, checked);
      if (typeof onRequest === 'function') this.on('request', onRequest as () => void);
      const http1 = (this.#http1 = checked.allowHTTP1 ? serveHttp1(this, checked) : null);
      this.on('secureConnection', (socket: TLSSocket) => {
        if (socket.alpnProtocol === 'h2') this.#http2.open(socket);
        else if (http1 !== null) http1.emit('connection', socket);
        else this.#refuse(socket, checked.unknownProtocolTimeout ?? UNKNOWN_PROTOCOL_TIMEOUT);
      });
      this.on('tlsClientError', (error: Error, socket: TLSSocket) => {
        if (!this.emit('clientError', error, socket)) socket.destroy(error);
      });
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

    override close(callback?: (error?: Error) => void): this {
      super.close(callback);
      this.closeIdleConnections();
      this.#http2.closeAll();
      return this;
    }

    /** Of HTTP/1, where that is allowed. */
    closeIdleConnections(): void {
      this.#http1?.closeIdleConnections();
    }

    #refuse(socket: TLSSocket, timeout: number): void {
      if (this.emit('unknownProtocol', socket)) return;
      const timer = setTimeout(() => socket.destroy(), timeout);
      timer.unref();
      socket.once('close', () => clearTimeout(timer));
      socket.end(REFUSAL);
    }
  };
}

let SecureServer: ReturnType<typeof defineSecureServer> | undefined;

/** Throws ERR_HTTP2_TLS_UNAVAILABLE where the host has no TLS. */
export function createSecureServer(options: SecureServerOptions = {}, onRequest?: unknown): Server {
  SecureServer ??= defineSecureServer();
  return new SecureServer(options, onRequest);
}

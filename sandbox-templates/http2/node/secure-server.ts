import type { Server as HttpServer, ServerOptions as HttpServerOptions } from 'node:http';
import type { Server, TlsOptions, TLSSocket } from 'node:tls';
import { checkServerOptions, sessionServer } from './server.ts';
import type { ServerOptions } from './server.ts';
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
  // It has no port of its own; this has it keep count of its connections, so that it can time out and close them.
  server.on('listening', () => void http1.emit('listening'));
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

function defineSecureServer() {
  return class Http2SecureServer extends sessionServer(requireTls().Server) {
    readonly #http1: HttpServer | null;

    constructor(options: SecureServerOptions, onRequest: unknown) {
      const checked = checkServerOptions(options);
      const ALPNProtocols = checked.allowHTTP1 ? ['h2', 'http/1.1'] : ['h2'];
      super(checked, onRequest, checked.ALPNCallback ? checked : { ...checked, ALPNProtocols });
      const http1 = (this.#http1 = checked.allowHTTP1 ? serveHttp1(this as unknown as Server, checked) : null);
      this.on('secureConnection', (socket: TLSSocket) => {
        if (socket.alpnProtocol === 'h2') this._open(socket);
        else if (http1 !== null) http1.emit('connection', socket);
        else this.#refuse(socket, checked.unknownProtocolTimeout ?? UNKNOWN_PROTOCOL_TIMEOUT);
      });
      this.on('tlsClientError', (error: Error, socket: TLSSocket) => {
        if (!this.emit('clientError', error, socket)) socket.destroy(error);
      });
    }

    override close(callback?: (error?: Error) => void): this {
      super.close(callback);
      this.closeIdleConnections();
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
  return new SecureServer(options, onRequest) as unknown as Server;
}

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { limitConnections, patience, upgrades } from '../../server/http/limit-connections.ts';
import { serveFiles } from '../../server/http/static-files.ts';
import { hasBody } from '../../server/http/guard.ts';
import { setSecurityHeaders } from '../../server/http/headers.ts';
import type { Hub } from './hub.ts';
import { serveHub } from './http.ts';

/** Of a thousand pages that open, or of twelve thousand that poll. */
const mostRequests = 24_000;

export interface ClassServerOptions {
  /** The built site. */
  directory: string;
  host: string;
  port: number;
  /** PEM; null for plain HTTP. */
  tls: { cert: Buffer; key: Buffer } | null;
  behindProxy: boolean;
  deadlines?: typeof patience;
  /** Connections at once, WebSockets apart. */
  mostConnections?: number;
  mostSockets?: number;
  /** Milliseconds from one look for sockets that are gone to the next. */
  pingEvery?: number;
  /** Octets of messages on WebSockets that have begun and not ended. */
  mostBegun?: number;
}

/** The course's pages and the hub at one address. No runtime is behind it: learners' code runs in their own tabs. */
export class ClassServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #closeHub: () => void;

  private constructor(server: Server, closeHub: () => void) {
    this.#server = server;
    this.#closeHub = closeHub;
  }

  /** @throws where the port is taken, or the site is not there. */
  static async listen(hub: Hub, options: ClassServerOptions): Promise<ClassServer> {
    const { directory, host, port, tls, deadlines = patience } = options;
    const notFound = await readFile(path.join(directory, '404.html'));
    const sendFile = serveFiles(directory);
    const hubServer = serveHub(hub, options);
    const answer: RequestListener = (request, response) => {
      setSecurityHeaders(response);
      if (hubServer.handle(request, response)) return;
      const status = hasBody(request) ? 413 : request.method === 'GET' || request.method === 'HEAD' ? null : 405;
      if (status !== null) return void response.writeHead(status, { Connection: 'close' }).end();
      void sendFile(
        request,
        response,
        () => void response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' }).end(notFound),
      );
    };
    const server = tls
      ? createTlsServer({ ...deadlines, ...upgrades, handshakeTimeout: deadlines.headersTimeout, ...tls })
      : createServer({ ...deadlines, ...upgrades });
    limitConnections(server, options.mostConnections ?? mostRequests, answer);
    server.on('upgrade', (request, socket, head) => {
      // Node takes its own listener off here: a peer that resets would end the process.
      socket.on('error', () => socket.destroy());
      if (!hubServer.upgrade(request, socket, head)) socket.destroy();
    });
    server.listen({ host, port });
    await once(server, 'listening');
    server.on('error', (error) => console.warn(`The server goes on after an error: ${error.message}`));
    return new ClassServer(server, () => hubServer.close());
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#closeHub();
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

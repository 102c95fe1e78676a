import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { serveFiles } from '../../server/files.ts';
import { hasBody } from '../../server/guard.ts';
import { setSecurityHeaders } from '../../server/headers.ts';
import type { Hub } from './hub.ts';
import { serveHub } from './http.ts';

export interface ClassServerOptions {
  /** The built site. */
  directory: string;
  host: string;
  port: number;
  /** PEM; null for plain HTTP. */
  tls: { cert: Buffer; key: Buffer } | null;
  behindProxy: boolean;
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
  static async listen(hub: Hub, { directory, host, port, tls, behindProxy }: ClassServerOptions): Promise<ClassServer> {
    const notFound = await readFile(path.join(directory, '404.html'));
    const sendFile = serveFiles(directory);
    const hubServer = serveHub(hub, { behindProxy });
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
    const patience = { headersTimeout: 10_000, requestTimeout: 30_000 }; // ms
    const server = tls ? createTlsServer({ ...patience, ...tls }, answer) : createServer(patience, answer);
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

import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { limitConnections, patience, upgrades } from './http/limit-connections.ts';
import { serveFiles } from './http/static-files.ts';
import { hasBody, isOwnHost } from './http/guard.ts';
import { setSecurityHeaders } from './http/headers.ts';
import { headersFile, setIsolation } from './http/isolation.ts';
import type { LocalRuntime } from './local-runtime.ts';

/** Connections at once, over all pages: browsers use six for each name. */
const mostConnections = 256;

export class SiteServer {
  readonly port: number;
  #servers: Server[];
  /** What requests are answered with: until `serve`, that there is nothing yet. */
  #answer: RequestListener = (request, response) => {
    setSecurityHeaders(response);
    const status = refusal(request);
    if (status !== null) return void response.writeHead(status, { Connection: 'close' }).end();
    response.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'text/plain' }).end('The site is being built.');
  };

  private constructor(servers: Server[], most: number) {
    this.#servers = servers;
    this.port = (servers[0]!.address() as AddressInfo).port;
    for (const server of servers) {
      limitConnections(server, most, (request, response) => this.#answer(request, response));
      server.on('error', (error) => console.warn(`The server goes on after an error: ${error.message}`));
    }
  }

  /**
   * Listens on loopback only: 127.0.0.1, and ::1 where the machine has it, since `localhost` may mean either. Answers 503 until `serve`.
   * @throws an `EADDRINUSE` error where either is taken.
   */
  static async listen(port: number, deadlines = patience, most = mostConnections): Promise<SiteServer> {
    const server = await listenOn('127.0.0.1', port, deadlines);
    try {
      return new SiteServer([server, await listenOn('::1', (server.address() as AddressInfo).port, deadlines)], most);
    } catch (error) {
      if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as NodeJS.ErrnoException).code ?? ''))
        return new SiteServer([server], most);
      server.close();
      throw error;
    }
  }

  /** Serves the built pages in `directory`, and the local runtime. */
  async serve(directory: string, runtime: LocalRuntime): Promise<void> {
    const sendFile = serveFiles(directory);
    // A site that was built without WebContainers has no such file, and needs no isolation.
    const isolating = existsSync(path.join(directory, headersFile));
    const notFound = await readFile(path.join(directory, '404.html'));
    this.#answer = (request, response) => {
      if (runtime.handle(request, response)) return;
      setSecurityHeaders(response);
      if (isolating) setIsolation(response, request.url ?? '');
      const status = refusal(request);
      if (status !== null) return void response.writeHead(status, { Connection: 'close' }).end();
      void sendFile(
        request,
        response,
        () => void response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' }).end(notFound),
      );
    };
    for (const server of this.#servers)
      server.on('upgrade', (request, socket, head) => {
        // Node takes its own listener off here: a peer that resets would end the process.
        socket.on('error', () => socket.destroy());
        if (!runtime.upgrade(request, socket, head)) socket.destroy();
      });
  }

  /** Ends every connection. Resolves when the port is free. */
  async close(): Promise<void> {
    await Promise.all(
      this.#servers.map(async (server) => {
        const closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
        await closed;
      }),
    );
  }
}

function refusal(request: IncomingMessage): number | null {
  if (!isOwnHost(request)) return 403;
  if (hasBody(request)) return 413;
  return request.method === 'GET' || request.method === 'HEAD' ? null : 405;
}

async function listenOn(host: string, port: number, deadlines: typeof patience): Promise<Server> {
  const server = createServer({ ...deadlines, ...upgrades });
  server.listen({ host, port });
  await once(server, 'listening');
  return server;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  challengePath,
  closeCodes,
  infoPath,
  limits,
  socketPath,
  subprotocol,
  type Challenge,
  type Info,
} from '../sandbox/runtimes/local/protocol.ts';
import { serveConnection } from './sandbox/connection.ts';
import { hasBody, isFromOwnPage, isOwnHost } from './http/guard.ts';
import { setSecurityHeaders } from './http/headers.ts';
import { keepFresh } from './sandbox/keep-fresh.ts';
import type { Key } from './http/key.ts';
import { Reaper } from './programs/reaper.ts';
import { LocalSandbox } from './sandbox/sandbox.ts';
import { warmUp } from './sandbox/warm-up.ts';
import { createWorkspace } from './sandbox/workspace.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** Runs sandboxes on this machine for the pages of an HTTP server on loopback. */
export interface LocalRuntime {
  /** Resolves when programs start as fast as they will. Nothing has to wait for it. */
  readonly warm: Promise<void>;
  /** Answers a request under the runtime's path, or one with the key, and returns true; leaves any other alone. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** The same for a request to switch to WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Ends every sandbox. Resolves when no process and no directory is left. */
  close(): Promise<void>;
}

/** For those who show the key. @throws where the workspace cannot be made: packages that are not installed, a temporary directory that cannot be written. */
export async function startLocalRuntime(key: Key): Promise<LocalRuntime> {
  const workspace = await createWorkspace(project);
  const reaper = new Reaper(workspace.root);
  const endKeeping = keepFresh(workspace.root);
  const info = async (): Promise<Info> => {
    const dotnet = await workspace.dotnet();
    return {
      node: process.version,
      wall: workspace.wall.kind,
      dotnet: 'missing' in dotnet ? dotnet : { version: dotnet.version },
    };
  };
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.message,
    handleProtocols: () => subprotocol,
  });
  const connections = new Set<Promise<void>>();
  const warm = warmUp(workspace, reaper);

  const serve = (socket: WebSocket) => {
    // Broken frames, a peer that resets, or more than the limit: `ws` closes the socket with the code that says so.
    socket.on('error', () => undefined);
    if (connections.size >= limits.sandboxes) return socket.close(closeCodes.tooMany);
    const connection = serveConnection(socket, new LocalSandbox(workspace, reaper));
    connections.add(connection);
    void connection
      .catch((error: Error) => console.warn(`A sandbox was not cleaned up: ${error.message}`))
      .finally(() => connections.delete(connection));
  };

  return {
    warm,
    handle(request, response) {
      if (isOwnHost(request) && key.letIn(request, response)) return true;
      const path = pathOf(request);
      if (!isRuntimePath(path)) return false;
      setSecurityHeaders(response);
      response.setHeader('Cache-Control', 'no-store');
      const status = refusal(request, path, key);
      if (status !== null) response.writeHead(status, { Connection: 'close' }).end();
      else if (path === socketPath) response.writeHead(426, { Upgrade: 'websocket' }).end();
      else {
        const answer = path === infoPath ? info() : Promise.resolve<Challenge>({ challenge: key.challenge });
        void answer.then((value) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(value)));
      }
      return true;
    },
    upgrade(request, socket, head) {
      const path = pathOf(request);
      if (!isRuntimePath(path)) return false;
      const status = path === socketPath ? refusal(request, path, key) : 404;
      if (status === null) sockets.handleUpgrade(request, socket, head, serve);
      else {
        // Not left to the other side to close, who might keep the place of another.
        const refused = `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
        socket.end(refused, () => socket.destroy());
      }
      return true;
    },
    async close() {
      endKeeping();
      for (const socket of sockets.clients) socket.terminate();
      await Promise.allSettled([warm, ...connections]);
      await reaper.close();
    },
  };
}

const pathOf = (request: IncomingMessage): string => request.url?.split('?', 1)[0] ?? '';
const isRuntimePath = (path: string): boolean => path === infoPath || path.startsWith(`${infoPath}/`);

/** The status to refuse the request with, or null. The order tells a stranger nothing but that it is one. */
function refusal(request: IncomingMessage, path: string, key: Key): number | null {
  if (!isOwnHost(request) || !isFromOwnPage(request)) return 403;
  if (hasBody(request)) return 413;
  if (path !== challengePath && !key.isShownBy(request)) return 401;
  if (![challengePath, infoPath, socketPath].includes(path)) return 404;
  if (request.method !== 'GET') return 405;
  return null;
}

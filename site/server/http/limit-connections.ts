import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** How long a connection may take over a request, in milliseconds: browsers take little of it. */
export const patience = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 2000,
};

/** Only WebSockets are taken up: who offers another protocol, as HTTP/2, is answered by this one (RFC 9110, section 7.8). */
export const upgrades = {
  shouldUpgradeCallback: ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket',
};

/** Requests of one connection that wait for their turn. Browsers send the next when they have the answer. */
const mostWaiting = 16;

/**
 * Has `answer` called with the requests of each connection one after the other, since Node begins with all that have come, and keeps a place for
 * who comes next: where there are more connections than `most`, the one goes that has asked for nothing the longest, or, where each has asked for
 * something, the one that has taken the longest over it, as one does that never reads its answer. WebSockets do not count: they have a limit of
 * their own.
 */
export function limitConnections(server: Server, most: number, answer: RequestListener): void {
  // The longest first.
  const idle = new Set<Socket>();
  /** With what begins each of the requests that wait behind the one that is answered. */
  const busy = new Map<Socket, (() => void)[]>();
  const forget = (socket: Socket) => {
    idle.delete(socket);
    busy.delete(socket);
  };
  // Before its handshake, which has a deadline, a connection with TLS is none yet.
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    const [longest = busy.keys().next().value ?? socket] = idle;
    idle.add(socket);
    socket.on('close', () => forget(socket));
    if (idle.size + busy.size > most) longest.destroy();
  });
  server.on('upgrade', ({ socket }) => forget(socket));
  server.on('request', (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return;
    const begin = () => {
      response.on('close', () => goOn(socket));
      answer(request, response);
    };
    const waiting = busy.get(socket);
    if (waiting) return void (waiting.push(begin) > mostWaiting && socket.destroy());
    idle.delete(socket);
    busy.set(socket, []);
    begin();
  });
  const goOn = (socket: Socket): void => {
    if (socket.destroyed) return;
    const next = busy.get(socket)?.shift();
    if (next) return next();
    busy.delete(socket);
    idle.add(socket);
  };
}

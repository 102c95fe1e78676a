import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Connections at once, over all pages: browsers use six for each name, and one for each sandbox. */
const most = 256;

/**
 * Keeps a place for who comes next: where all are taken, the connection goes that has asked for nothing the longest, or, where each has asked for
 * something, the one that has taken the longest over it, as one does that never reads its answer. WebSockets, which only who has the key gets,
 * stay.
 */
export function limitConnections(server: Server): void {
  const all = new Set<Socket>();
  // The longest first.
  const idle = new Set<Socket>();
  const busy = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    const [longest = busy.values().next().value ?? socket] = idle;
    all.add(socket);
    idle.add(socket);
    socket.on('close', () => {
      for (const set of [all, idle, busy]) set.delete(socket);
    });
    if (all.size > most) longest.destroy();
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    busy.add(socket);
    response.on('close', () => {
      busy.delete(socket);
      if (!socket.destroyed) idle.add(socket);
    });
  });
  server.on('upgrade', ({ socket }) => {
    idle.delete(socket);
    busy.delete(socket);
  });
}

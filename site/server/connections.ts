import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Connections at once, over all pages: browsers use six for each name, and one for each sandbox. */
const most = 256;

/** Keeps a place for who comes next: where all are taken, the connection goes that has asked for nothing the longest. */
export function limitConnections(server: Server): void {
  const all = new Set<Socket>();
  const idle = new Set<Socket>(); // the longest first
  server.on('connection', (socket: Socket) => {
    all.add(socket);
    idle.add(socket);
    socket.on('close', () => {
      all.delete(socket);
      idle.delete(socket);
    });
    if (all.size <= most) return;
    const [longest] = idle;
    longest!.destroy();
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.on('close', () => {
      if (!socket.destroyed) idle.add(socket);
    });
  });
  server.on('upgrade', ({ socket }) => idle.delete(socket));
}

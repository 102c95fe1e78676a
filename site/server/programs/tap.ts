import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import type { GuestMessage } from '../../sandbox/protocol/messages.ts';
import { OctetsRecorder } from '../../sandbox/protocol/octets.ts';

const host = '127.0.0.1';

/** Stands between a client and its server, passes on what each sends, and records it. */
export interface Tap {
  /** Where the client finds it. */
  readonly port: number;
  close(): void;
}

/**
 * Opens a tap before a port of this machine. It is no program of the sandbox's: the client's heap is what it would be without, and its
 * octets are those of Node's own HTTP/2. What the server cannot take the client's socket waits with, as it would without.
 */
export async function openTap(serverPort: number, emit: (message: GuestMessage) => void): Promise<Tap> {
  const recorder = new OctetsRecorder((lot) => emit({ type: 'octets', lot }));
  const sockets = new Set<Socket>();
  let connections = 0;
  const tap = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const number = ++connections;
    const server = net.connect({ port: serverPort, host, allowHalfOpen: true, noDelay: true });
    pass(client, server, (octets) => recorder.add(number, true, octets));
    pass(server, client, (octets) => recorder.add(number, false, octets));
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
  });
  // No descriptors are left for a connection: its client finds none.
  tap.on('error', () => undefined);
  tap.maxConnections = 1024;
  tap.listen(0, host);
  await once(tap, 'listening');
  return {
    port: (tap.address() as AddressInfo).port,
    close() {
      recorder.flush();
      tap.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function pass(from: Socket, to: Socket, record: (octets: Uint8Array) => void): void {
  // The octets go first: who waits for them waits for a hop more, but not for its being noted.
  from.pipe(to);
  from.on('data', record);
  // One end that breaks, or refuses, is told to the other as a reset.
  from.on('error', () => to.resetAndDestroy());
  from.on('close', () => to.destroySoon());
}

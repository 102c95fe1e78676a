import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { openTap } from './tap.ts';

test('a connection that the machine has no descriptor for is lost to its client alone', async () => {
  const createServer = vi.spyOn(net, 'createServer');
  const tap = await openTap(1, () => undefined);
  const server = createServer.mock.results[0]!.value as net.Server;
  // As Node tells it (`onconnection` in lib/net.js): without a listener it would be an uncaught exception.
  expect(server.emit('error', new Error('accept EMFILE'))).toBe(true);
  tap.close();
  createServer.mockRestore();
});

/** How the connection ends for whoever has the socket: by an error's code, or in order. */
const endOf = async (socket: Socket): Promise<string> => {
  socket.resume();
  return await Promise.race([
    once(socket, 'error').then(([error]) => (error as NodeJS.ErrnoException).code!),
    new Promise<string>((resolve) => socket.once('end', () => resolve('in order'))),
  ]);
};

test('a reset by either side, and a refusal, is no orderly end to the other', async () => {
  const server = net.createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const tap = await openTap(port, () => undefined);
  try {
    const ends = async (to: number, end: (resetting: Socket) => Socket) => {
      const endings: string[] = [];
      for (const resets of ['server', 'client']) {
        const client = net.connect(to, '127.0.0.1');
        const [accepted] = (await once(server, 'connection')) as [Socket];
        // It stands from end to end.
        client.write('x');
        await once(accepted, 'data');
        const [resetting, other] = resets === 'server' ? [accepted, client] : [client, accepted];
        const heard = endOf(other);
        end(resetting);
        endings.push(await heard);
        for (const socket of [client, accepted]) socket.destroy();
      }
      return endings;
    };
    for (const to of [port, tap.port]) {
      expect(await ends(to, (socket) => socket.resetAndDestroy())).toEqual(['ECONNRESET', 'ECONNRESET']);
      expect(await ends(to, (socket) => socket.end())).toEqual(['in order', 'in order']);
    }
    server.close();
    await once(server, 'close');
    expect(await endOf(net.connect(tap.port, '127.0.0.1'))).toBe('ECONNRESET');
  } finally {
    tap.close();
    server.close();
  }
});

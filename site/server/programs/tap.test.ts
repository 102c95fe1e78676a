import net from 'node:net';
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

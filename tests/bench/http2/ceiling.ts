import { fileURLToPath } from 'node:url';
import { startChild } from '../../../sandbox-templates/http2/tests/support/child.ts';
import { median } from '../report.ts';

const rounds = 5;
const roundMs = 1000;
const warmUpMs = 1500;

async function rates(measure: (milliseconds: number) => Promise<number>): Promise<number> {
  await measure(warmUpMs);
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) found.push(await measure(roundMs));
  return median(found);
}

/**
 * How many unary calls a second could be made, one at a time, if HTTP/2 cost nothing: grpc-js on a stand-in without a protocol, and
 * a socket between two processes with nothing above it. A call takes the one's time and then the other's.
 */
export async function ceiling(): Promise<{ grpc: number; socket: number; both: number }> {
  const noProtocol = fileURLToPath(new URL('./no-protocol.ts', import.meta.url));
  await using alone = startChild(new URL('./peer.ts', import.meta.url), { nodeOptions: ['--import', noProtocol] });
  await alone.ask('call', await alone.ask('serve'));
  const grpc = await rates((milliseconds) => alone.ask<number>('unary', 1, milliseconds));

  const program = new URL('./socket.ts', import.meta.url);
  await using near = startChild(program);
  await using far = startChild(program);
  const port = await far.ask<number>('listen');
  const socket = await rates((milliseconds) => near.ask<number>('bounce', port, milliseconds));
  return { grpc, socket, both: 1 / (1 / grpc + 1 / socket) };
}

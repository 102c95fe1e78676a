import { fileURLToPath } from 'node:url';
import { startChild } from '../../../sandbox-templates/http2/tests/support/child.ts';
import { median } from '../report.ts';

const rounds = 5;

/** How many unary calls a second grpc-js makes, one at a time, between two processes where HTTP/2 costs nothing. */
export async function ceiling(warmUpMs: number, roundMs: number): Promise<number> {
  const nodeOptions = ['--import', fileURLToPath(new URL('./no-protocol.ts', import.meta.url))];
  const program = new URL('./peer.ts', import.meta.url);
  await using server = startChild(program, { nodeOptions });
  await using client = startChild(program, { nodeOptions });
  await client.ask('call', await server.ask('serve'));
  await client.ask('unary', 1, warmUpMs);
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) rates.push(await client.ask<number>('unary', 1, roundMs));
  return median(rates);
}

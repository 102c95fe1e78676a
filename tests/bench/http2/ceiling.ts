import { fileURLToPath } from 'node:url';
import { startChild, type Child } from '../../../sandbox-templates/http2/tests/support/child.ts';
import { median } from '../report.ts';
import { connect } from './peers.ts';

const rounds = 7;
/** Some twenty thousand calls, for so many of which V8 goes on compiling. */
const warmUpMs = 5000;

/** Unary calls a second, one at a time, where HTTP/2 costs nothing, and how many of them a client makes, as a share. */
export interface Ceiling<Name extends string> {
  readonly rate: number;
  readonly shares: Readonly<Record<Name, number>>;
}

/** How many calls grpc-js makes between two processes where HTTP/2 costs nothing, and these clients, which have servers, in turns with it. */
export async function ceiling<Name extends string>(
  clients: Readonly<Record<Name, Child>>,
  roundMs: number,
): Promise<Ceiling<Name>> {
  const nodeOptions = ['--import', fileURLToPath(new URL('./no-protocol.ts', import.meta.url))];
  const program = new URL('./peer.ts', import.meta.url);
  await using server = startChild(program, { nodeOptions });
  await using client = startChild(program, { nodeOptions });
  await connect([{ server, client }]);
  const names = Object.keys(clients) as Name[];
  const ask = (child: Child, ms: number) => child.ask<number>('unary', 1, ms);
  for (const child of [client, ...Object.values<Child>(clients)]) await ask(child, warmUpMs);
  const rates: number[] = [];
  const shares = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    const rate = await ask(client, roundMs);
    rates.push(rate);
    for (const name of names) shares[name].push((await ask(clients[name], roundMs)) / rate);
  }
  const medians = Object.fromEntries(names.map((name) => [name, median(shares[name])])) as Record<Name, number>;
  return { rate: median(rates), shares: medians };
}

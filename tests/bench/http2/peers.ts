import type { Child } from '../../../sandbox-templates/http2/tests/support/child.ts';

/** A server and a client, each in a process of its own. */
export interface Peers {
  server: Child;
  client: Child;
}

/** Has each server serve, and its client call there. */
export async function connect(pairs: Iterable<Peers>): Promise<void> {
  for (const { server, client } of pairs) await client.ask('call', await server.ask('serve'));
}

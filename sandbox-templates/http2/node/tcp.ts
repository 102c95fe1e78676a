import type { Server } from 'node:net';
import { nodeError } from '../base/errors.ts';

/** What is needed of `net`. */
export interface Net {
  connect(options: object): import('node:net').Socket;
  isIP(host: string): number;
  Server: typeof Server;
}

let net: Net | null = null;

/** Gives `connect()` and `createServer()` the host's TCP, or what stands in for it. An entry for browsers provides none. */
export function provideNet(provided: Net): void {
  // Whoever replaces a function of Node's module does so on its default export.
  net = (provided as { default?: Net }).default ?? provided;
}

/** Throws ERR_HTTP2_TCP_UNAVAILABLE where there is none. */
export function requireNet(): Net {
  if (net === null) throw nodeError('ERR_HTTP2_TCP_UNAVAILABLE');
  return net;
}

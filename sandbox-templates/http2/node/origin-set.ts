import type { SessionSocket } from './socket.ts';

interface OriginHolder {
  readonly _socket: SessionSocket | undefined;
  _origins: Set<string> | undefined;
}

/** The origins that a server may answer for on this connection (RFC 8336 section 2): at first the one it was connected to. */
export function originSetOf(session: OriginHolder): Set<string> {
  session._origins ??= new Set([firstOrigin(session._socket)]);
  return session._origins;
}

function firstOrigin(socket: SessionSocket | undefined): string {
  const { servername, remoteAddress, remoteFamily, remotePort } = socket ?? {};
  const host = servername || (remoteFamily === 'IPv6' ? `[${remoteAddress}]` : remoteAddress);
  const port = remotePort === undefined ? '' : `:${remotePort}`;
  return new URL(`https://${host}${port}`).origin;
}

import type { IncomingMessage } from 'node:http';

/**
 * Whether the request names this server as a browser on this machine does. A page elsewhere whose name was made to resolve to this
 * machine (DNS rebinding) sends its own name.
 */
export function isOwnHost(request: IncomingMessage): boolean {
  const port = request.socket.localPort;
  // Two names are none (RFC 9112, section 3.2); Node would take the first, others the last.
  const [host, another] = request.headersDistinct.host?.map((name) => name.toLowerCase()) ?? [];
  if (another !== undefined) return false;
  return ['localhost', '127.0.0.1', '[::1]'].some(
    (name) => host === `${name}:${port}` || (port === 80 && host === name),
  );
}

/**
 * Whether a page of this server sent the request. Browsers name the page's origin with every WebSocket and with every request across
 * origins; with a plain GET to one's own origin they leave it out, and say so in `Sec-Fetch-Site`, which no script can set.
 */
export function isFromOwnPage(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin !== undefined) return origin.toLowerCase() === `http://${host?.toLowerCase()}`;
  return request.headers['sec-fetch-site'] === 'same-origin' && request.headers.upgrade === undefined;
}

/** Nothing here takes a body: files travel over the WebSocket, which has a limit of its own. */
export function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

import type { IncomingMessage } from 'node:http';

/**
 * Whether a page of this hub sent the request. Browsers name the origin with every WebSocket and every POST. A program that has none shows a token of
 * its own. `behindProxy`: what a proxy says of the visitor is believed.
 */
export function isFromOwnPage(request: IncomingMessage, behindProxy: boolean): boolean {
  const { origin, host, 'x-forwarded-host': forwarded } = request.headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const own = new URL(origin);
  // Of several proxies each may add its own, and some name the port also where it goes without saying.
  return String((behindProxy && forwarded) || host)
    .split(',')
    .map((asked) => `${own.protocol}//${asked.trim()}`)
    .some((asked) => URL.canParse(asked) && new URL(asked).host === own.host);
}

/**
 * Where the visitor comes from. The last in `X-Forwarded-For` is what the proxy itself saw; what stands before it, anybody may have written. Some, as
 * Azure's, add the port, which the visitor chooses.
 */
export function addressOf(request: IncomingMessage, behindProxy: boolean): string {
  const forwarded = behindProxy ? request.headers['x-forwarded-for'] : undefined;
  return (
    String(forwarded ?? '')
      .split(',')
      .at(-1)!
      .trim()
      .replace(/^\[(.*)\](:\d+)?$|^([^:]*):\d+$/, '$1$3') ||
    (request.socket.remoteAddress ?? '')
  );
}

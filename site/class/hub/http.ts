import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { hubPaths } from '../addresses.ts';
import { longestMessage } from '../shown-code.ts';
import { Bodies } from './bodies.ts';
import type { Hub, Joined } from './hub.ts';
import { mostUnfinished } from './limits.ts';
import { addressOf, isFromOwnPage } from './origin.ts';
import { Polling } from './polling.ts';
import { Sockets } from './sockets.ts';

/** Pages at once, by WebSocket, and as many by polling. */
const mostPages = 12_000;
/** A socket from which nothing was heard for twice that long is gone: a laptop that sleeps says no word. */
const askEvery = 20_000; // ms
/** Octets of a request to join: a code and a name. */
const mostToJoin = 1000;

const statuses: Record<Extract<Joined, { refused: unknown }>['refused'], number> = {
  malformed: 400,
  'unknown-code': 404,
  'too-many-guesses': 429,
  closed: 403,
  'too-many-joins': 429,
  full: 503,
};

export interface HubServer {
  /** Whether the request is the hub's to answer. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close(): void;
}

/** The hub over HTTP and WebSockets. `behindProxy`: what a proxy says of the visitor is believed. */
export function serveHub(
  hub: Hub,
  {
    behindProxy,
    mostSockets = mostPages,
    pingEvery = askEvery,
    mostBegun = mostUnfinished,
  }: { behindProxy: boolean; mostSockets?: number; pingEvery?: number; mostBegun?: number },
): HubServer {
  const polling = new Polling(hub, mostSockets);
  const sockets = new Sockets(hub, mostSockets, pingEvery, mostBegun);
  const bodies = new Bodies();

  const answer = async (path: string, request: IncomingMessage, response: ServerResponse) => {
    if (path === hubPaths.health) return send(response, 200, { ok: true });
    if (request.method !== 'POST') return send(response, 405, {});
    if (!isFromOwnPage(request, behindProxy) || !request.headers['content-type']?.startsWith('application/json'))
      return send(response, 403, {});
    const text = await bodies.read(request, path === hubPaths.join ? mostToJoin : 2 * longestMessage);
    if (typeof text === 'number') return send(response, text, {});
    const address = addressOf(request, behindProxy);
    if (path === hubPaths.join) {
      const joined = await hub.join(text, address);
      return send(response, 'refused' in joined ? statuses[joined.refused] : 200, joined);
    }
    const left = new AbortController();
    response.on('close', () => left.abort());
    const polled = await polling.answer(text, address, left.signal);
    return polled ? send(response, 200, polled) : send(response, 400, {});
  };

  return {
    handle(request, response) {
      const path = pathOf(request);
      if (!path || path === hubPaths.socket) return false;
      response.setHeader('Cache-Control', 'no-store');
      answer(path, request, response).catch((error: unknown) => {
        if (request.destroyed && !request.complete) return; // who asked has gone, or took too long
        console.error(`${path} could not be answered:`, error);
        if (!response.headersSent) send(response, 500, {});
      });
      return true;
    },
    upgrade: (request, socket, head) =>
      pathOf(request) === hubPaths.socket &&
      isFromOwnPage(request, behindProxy) &&
      sockets.upgrade(request, socket, head, addressOf(request, behindProxy)),
    close: () => sockets.close(),
  };
}

/** Whatever path the site lies under, so that two versions can stand side by side. */
function pathOf(request: IncomingMessage): string | null {
  const [path] = (request.url ?? '').split('?', 1);
  return Object.values(hubPaths).find((own) => path!.endsWith(`/${own}`)) ?? null;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (status === 413 || status === 503) response.setHeader('Connection', 'close');
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { hubPaths } from '../addresses.ts';
import { longestMessage } from '../shown-code.ts';
import type { Hub, Joined } from './hub.ts';
import { Polling } from './polling.ts';

/** Pages at once, by WebSocket, and as many by polling. */
const mostPages = 12_000;
/** A socket from which nothing was heard for twice that long is gone: a laptop that sleeps says no word. */
const askEvery = 20_000; // ms
/** Characters that a page has not taken: then it is cut, and comes back for the state. */
const mostBacklog = 8 * 1024 * 1024;
const farewell = 500; // ms
/** Octets by which a page has said who it is. */
const mostOfHello = 16 * 1024;
/** Octets of messages that have begun and not ended, of all pages: of each kind of connection so many. */
const mostUnfinished = 64 * 1024 * 1024;
/** Those of a request that are not counted: of nearly all, these are all. */
const fewOctets = 16 * 1024;

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

/**
 * The hub over HTTP and WebSockets. `behindProxy`: what a proxy says of the visitor is believed. Where there are as many pages as there may be, who
 * comes next has the place of the one that has not shown who it is the longest; where each has, none.
 */
export function serveHub(
  hub: Hub,
  {
    behindProxy,
    mostSockets = mostPages,
    pingEvery = askEvery,
  }: { behindProxy: boolean; mostSockets?: number; pingEvery?: number },
): HubServer {
  const polling = new Polling(hub, mostSockets);
  // In bytes: a character has up to three.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 3 * longestMessage, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();
  /** Those that have not said who they are, the longest first. */
  const strangers = new Set<WebSocket>();
  const pinging = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.has(socket) || socket.bufferedAmount > mostBacklog) socket.terminate();
      else {
        alive.delete(socket);
        socket.ping();
      }
    }
  }, pingEvery);
  pinging.unref();

  let unfinished = 0;
  const connect = (socket: WebSocket, stream: Duplex, address: string) => {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('error', () => socket.terminate());
    strangers.add(socket);
    const visitor = hub.accept({
      address,
      get backlog() {
        return socket.bufferedAmount;
      },
      send: (text) => socket.readyState === socket.OPEN && socket.send(text),
      close: () => hangUp(socket),
    });
    let own = 0;
    let isAtEnd = false;
    let hasSpoken = false;
    const count = (octets: number) => {
      unfinished += octets - own;
      own = octets;
    };
    socket.on('message', () => {
      isAtEnd = true;
      hasSpoken = true;
    });
    // After the library's own listener, which has read the messages that are in it.
    stream.on('data', (octets: Buffer) => {
      count(isAtEnd ? 0 : own + octets.length);
      isAtEnd = false;
      if (own > 0 && (unfinished > mostUnfinished || (!hasSpoken && own > mostOfHello))) socket.terminate();
    });
    socket.on('message', (data, isBinary) => {
      if (socket.readyState !== socket.OPEN) return; // it was told to go, and goes on
      if (isBinary) return hangUp(socket);
      visitor.receive(String(data));
      if (visitor.isKnown) strangers.delete(socket);
    });
    socket.on('close', () => {
      strangers.delete(socket);
      count(0);
      visitor.closed();
    });
  };

  const bodies = { octets: 0 };
  const answer = async (path: string, request: IncomingMessage, response: ServerResponse) => {
    if (path === hubPaths.health) return send(response, 200, { ok: true });
    if (request.method !== 'POST') return send(response, 405, {});
    if (!isFromOwnPage(request, behindProxy) || !request.headers['content-type']?.startsWith('application/json'))
      return send(response, 403, {});
    const text = await bodyOf(request, path === hubPaths.join ? 1000 : 2 * longestMessage, bodies);
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
    upgrade(request, socket, head) {
      if (pathOf(request) !== hubPaths.socket) return false;
      if (!isFromOwnPage(request, behindProxy)) return false;
      if (sockets.clients.size >= mostSockets) {
        const [longest] = strangers;
        if (!longest) return false;
        strangers.delete(longest);
        longest.terminate();
      }
      sockets.handleUpgrade(request, socket, head, (opened) =>
        connect(opened, socket, addressOf(request, behindProxy)),
      );
      return true;
    },
    close() {
      clearInterval(pinging);
      for (const socket of sockets.clients) hangUp(socket, 1001);
      sockets.close();
    },
  };
}

/** A page that does not answer is not waited for. */
function hangUp(socket: WebSocket, code?: number): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.close(code);
  setTimeout(() => socket.terminate(), farewell);
}

/** Whatever path the site lies under, so that two versions can stand side by side. */
function pathOf(request: IncomingMessage): string | null {
  const [path] = (request.url ?? '').split('?', 1);
  return Object.values(hubPaths).find((own) => path!.endsWith(`/${own}`)) ?? null;
}

/** Browsers name the origin with every WebSocket and every POST. A program that has none shows a token of its own. */
function isFromOwnPage(request: IncomingMessage, behindProxy: boolean): boolean {
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
 * The last in `X-Forwarded-For` is what the proxy itself saw; what stands before it, anybody may have written. Some, as Azure's, add the port, which
 * the visitor chooses.
 */
function addressOf(request: IncomingMessage, behindProxy: boolean): string {
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

/** Its status where it is not read: it is longer than `most` octets, or there is no room for it in `all` that are being read. */
async function bodyOf(request: IncomingMessage, most: number, all: { octets: number }): Promise<string | 413 | 503> {
  if (Number(request.headers['content-length'] ?? 0) > most) return 413;
  const parts: Buffer[] = [];
  let length = 0;
  let counted = 0;
  try {
    // Not to be destroyed where the rest is not read: it is to be answered.
    for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > most) return 413;
      if (length > fewOctets) {
        all.octets += part.length;
        counted += part.length;
      }
      if (counted && all.octets > mostUnfinished) return 503;
      parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
  } finally {
    all.octets -= counted;
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (status === 413 || status === 503) response.setHeader('Connection', 'close');
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

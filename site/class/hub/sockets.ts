import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { longestMessage } from '../shown-code.ts';
import type { Hub } from './hub.ts';

/** Characters that a page has not taken: then it is cut, and comes back for the state. */
const mostBacklog = 8 * 1024 * 1024;
/** Octets by which a page has said who it is. */
const mostOfHello = 16 * 1024;
/** Octets of a ping or a pong of a page beside what is in it: its head, and the mask. */
const aroundControl = 6;
const farewell = 500; // ms

/**
 * The pages that are connected by WebSocket. Where there are as many as there may be, who comes next has the place of the one that has not shown who
 * it is the longest; where each has, none.
 */
export class Sockets {
  readonly #hub: Hub;
  readonly #most: number;
  // In bytes: a character has up to three.
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: 3 * longestMessage,
    perMessageDeflate: false,
  });
  /** Those that have answered since they were last asked. */
  readonly #alive = new WeakSet<WebSocket>();
  /** Those that have not said who they are, the longest first. */
  readonly #strangers = new Set<WebSocket>();
  readonly #asking: ReturnType<typeof setInterval>;
  /** Octets of messages that have begun and not ended: of each page that has such a one, and of all. */
  readonly #unfinished = new Map<WebSocket, number>();
  #allUnfinished = 0;
  readonly #mostUnfinished: number;

  /**
   * @param most pages at once
   * @param askEvery milliseconds: a page from which nothing was heard for twice that long is gone
   * @param mostUnfinished octets of messages that have begun and not ended, of all pages
   */
  constructor(hub: Hub, most: number, askEvery: number, mostUnfinished: number) {
    this.#hub = hub;
    this.#most = most;
    this.#mostUnfinished = mostUnfinished;
    this.#asking = setInterval(() => this.#ask(), askEvery);
    this.#asking.unref();
  }

  /** Takes up a request to switch to WebSocket. False where there is no room. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer, address: string): boolean {
    if (this.#server.clients.size >= this.#most && !this.#dropStranger()) return false;
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#connect(socket, stream, address));
    return true;
  }

  close(): void {
    clearInterval(this.#asking);
    for (const socket of this.#server.clients) hangUp(socket, 1001);
    this.#server.close();
  }

  /** Lets go of those that do not answer, or do not take what they are told. */
  #ask(): void {
    for (const socket of this.#server.clients) {
      if (!this.#alive.has(socket) || socket.bufferedAmount > mostBacklog) socket.terminate();
      else {
        this.#alive.delete(socket);
        socket.ping();
      }
    }
  }

  /** Makes room: lets go of who has not said who it is. */
  #dropStranger(): boolean {
    const [longest] = this.#strangers;
    longest?.terminate();
    return longest !== undefined && this.#strangers.delete(longest);
  }

  #connect(socket: WebSocket, stream: Duplex, address: string): void {
    this.#alive.add(socket);
    this.#strangers.add(socket);
    socket.on('pong', () => this.#alive.add(socket));
    socket.on('error', () => socket.terminate());
    const visitor = this.#hub.accept({
      address,
      get backlog() {
        return socket.bufferedAmount;
      },
      send: (text) => socket.readyState === socket.OPEN && socket.send(text),
      close: () => hangUp(socket),
    });
    this.#limitUnfinished(socket, stream);
    socket.on('message', (data, isBinary) => {
      if (socket.readyState !== socket.OPEN) return; // it was told to go, and goes on
      if (isBinary) return hangUp(socket);
      visitor.receive(String(data));
      if (visitor.isKnown) this.#strangers.delete(socket);
    });
    socket.on('close', () => {
      this.#strangers.delete(socket);
      visitor.closed();
    });
  }

  /** Cuts who has not said who it is and goes on, and, where there is no room for more, whoever has begun the most and not ended it. */
  #limitUnfinished(socket: WebSocket, stream: Duplex): void {
    let isAtEnd = false;
    let hasSpoken = false;
    let ofControl = 0;
    socket.on('message', () => {
      isAtEnd = true;
      hasSpoken = true;
    });
    for (const kind of ['ping', 'pong'] as const)
      socket.on(kind, (data: Buffer) => {
        ofControl += aroundControl + data.length; // nothing is kept of them
      });
    // After the library's own listener, which has read the messages that are in it.
    stream.on('data', (octets: Buffer) => {
      const own = isAtEnd ? 0 : Math.max(0, (this.#unfinished.get(socket) ?? 0) + octets.length - ofControl);
      isAtEnd = false;
      ofControl = 0;
      this.#count(socket, own);
      if (!hasSpoken && own > mostOfHello) socket.terminate();
      while (this.#allUnfinished > this.#mostUnfinished) {
        const [largest] = [...this.#unfinished].reduce((one, other) => (other[1] > one[1] ? other : one));
        this.#count(largest, 0);
        largest.terminate();
      }
    });
    socket.on('close', () => this.#count(socket, 0));
  }

  #count(socket: WebSocket, octets: number): void {
    this.#allUnfinished += octets - (this.#unfinished.get(socket) ?? 0);
    if (octets > 0) this.#unfinished.set(socket, octets);
    else this.#unfinished.delete(socket);
  }
}

/** A page that does not answer is not waited for. */
function hangUp(socket: WebSocket, code?: number): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.close(code);
  setTimeout(() => socket.terminate(), farewell);
}

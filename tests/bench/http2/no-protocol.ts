// Stands in for node:http2 under grpc-js, client and server in one process, without a protocol: what is written on one side is
// there on the other. What calls cost on it is what grpc-js itself costs. Knows no errors, no limits and no flow control.

import { EventEmitter } from 'node:events';
import { createServer as createSocketServer, type AddressInfo, type Server } from 'node:net';
import { Duplex } from 'node:stream';
import { replaceHttp2 } from '../../../sandbox-templates/http2/replace.ts';

const { constants } = process.getBuiltinModule('node:http2');
type Headers = Record<string, unknown>;
type Callback = (error?: Error | null) => void;

/** Fields are text once they have been sent. */
const asText = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** One side of a call. */
class Half extends Duplex {
  readonly session: Session;
  other!: Half;
  headersSent = false;
  rstCode = 0;
  #waitForTrailers = false;

  constructor(session: Session) {
    super({ autoDestroy: false });
    this.session = session;
  }

  tell(event: string, ...values: unknown[]): void {
    process.nextTick(() => this.emit(event, ...values));
  }

  respond(headers: Headers, { waitForTrailers = false, endStream = false } = {}): void {
    this.headersSent = true;
    this.#waitForTrailers = waitForTrailers;
    this.other.tell('response', { ':status': 200, ...headers }, 4);
    if (endStream) this.end();
  }

  sendTrailers(headers: Headers): void {
    this.other.tell('trailers', asText(headers), 5);
    this.#over();
  }

  close(code = 0): void {
    this.rstCode = code;
    this.#over();
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: Callback): void {
    this.other.push(chunk);
    process.nextTick(callback);
  }

  override _final(callback: Callback): void {
    callback();
    if (this.#waitForTrailers) this.tell('wantTrailers');
    else this.other.push(null);
  }

  #over(): void {
    process.nextTick(() => {
      for (const half of [this.other, this]) {
        half.push(null);
        half.once('end', () => half.destroy());
        half.resume();
      }
    });
  }
}

class Session extends EventEmitter {
  readonly socket: Duplex;
  readonly destroyed = false;
  readonly closed = false;
  readonly encrypted = false;
  readonly state = {};
  readonly remoteSettings = {};
  readonly localSettings = {};
  readonly #server: Server;
  peer!: Session;

  constructor(socket: Duplex, server: Server) {
    super();
    this.socket = socket;
    this.#server = server;
  }

  request(headers: Headers): Half {
    const [near, far] = [new Half(this), new Half(this.peer)];
    near.other = far;
    far.other = near;
    process.nextTick(() => this.#server.emit('stream', far, headers, 4));
    return near;
  }

  setLocalWindowSize(): void {}
  ref(): void {}
  unref(): void {}
  close(): void {}
  destroy(): void {}
}

const servers = new Map<number, Server>();

function createServer(): Server {
  const server = createSocketServer((socket) => void socket.on('error', () => socket.destroy()));
  server.on('listening', () => servers.set((server.address() as AddressInfo).port, server));
  return Object.assign(server, { setTimeout: () => server });
}

function connect(
  _authority: string | URL,
  options: { createConnection: (url: URL) => Duplex & { remotePort: number } },
) {
  const socket = options.createConnection(new URL('http://in.memory'));
  const server = servers.get(socket.remotePort)!;
  const [client, served] = [new Session(socket, server), new Session(socket, server)];
  client.peer = served;
  process.nextTick(() => {
    server.emit('session', served);
    client.emit('connect', client, socket);
    client.emit('remoteSettings', {});
  });
  return client;
}

const http2 = { constants, connect, createServer };
export default http2;
replaceHttp2(http2, import.meta.url);

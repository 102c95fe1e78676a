// Stands in for node:http2 under grpc-js, over a real socket but without a protocol: any octets that come stand for one unary call, or
// for its answer, and what they are taken to say is written here. What calls cost on it is what grpc-js and the socket cost. One call at
// a time.

import { EventEmitter } from 'node:events';
import { createServer as createSocketServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { release, ReleasableDuplex } from '../../../sandbox-templates/http2/node/releasable-duplex.ts';
import { replaceHttp2 } from '../../../sandbox-templates/http2/replace.ts';

const { constants } = process.getBuiltinModule('node:http2');
type Headers = Record<string, unknown>;
type Callback = (error?: Error | null) => void;

/** About what the frames of a small unary call come to, each way. */
const octets = Buffer.alloc(120, 'frames');
const request: Headers = {
  ':method': 'POST',
  ':path': '/bench.Bench/Unary',
  ':scheme': 'http',
  ':authority': 'localhost',
  'content-type': 'application/grpc',
  'grpc-accept-encoding': 'identity,deflate,gzip',
  'accept-encoding': 'identity',
  'user-agent': 'grpc-node-js/1.14.0',
  te: 'trailers',
};
const response: Headers = {
  ':status': 200,
  'content-type': 'application/grpc',
  'grpc-accept-encoding': 'identity,deflate,gzip',
  'grpc-encoding': 'identity',
};
const trailers: Headers = { 'grpc-status': '0', 'grpc-message': 'OK' };
const text = '{"a":1,"b":2}';
const message = Buffer.from(`\0\0\0\0${String.fromCharCode(text.length)}${text}`, 'latin1');

/** One side of a call. */
class Half extends ReleasableDuplex {
  readonly session: Session;
  headersSent = false;
  rstCode = 0;

  constructor(session: Session) {
    super({ autoDestroy: false });
    this.session = session;
  }

  respond(): void {
    this.headersSent = true;
  }

  sendTrailers(): void {
    this.session.socket.write(octets);
    this.destroy();
  }

  close(): void {
    this.destroy();
  }

  override _read(): void {}

  override _write(_chunk: Buffer, _encoding: BufferEncoding, callback: Callback): void {
    process.nextTick(callback);
  }

  override _final(callback: Callback): void {
    callback();
    if (this.headersSent) process.nextTick(() => this.emit('wantTrailers'));
    else this.session.socket.write(octets);
  }

  override _destroy(error: Error | null, callback: Callback): void {
    release(this);
    callback(error);
  }

  /** The answer has come. */
  answered(): void {
    this.emit('response', { ...response }, 4);
    this.push(message);
    process.nextTick(() => {
      this.emit('trailers', { ...trailers }, 5);
      this.once('end', () => this.destroy());
      this.push(null);
      this.read(0);
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

  constructor(socket: Duplex) {
    super();
    this.socket = socket;
  }

  request(): Half {
    const call = new Half(this);
    this.socket.once('data', () => call.answered());
    return call;
  }

  setLocalWindowSize(): void {}
  ref(): void {}
  unref(): void {}
  close(): void {}
  destroy(): void {}
}

function createServer(): Server {
  const server = createSocketServer({ noDelay: true }, (socket) => {
    const session = new Session(socket);
    server.emit('session', session);
    socket.on('error', () => socket.destroy());
    socket.on('data', () => {
      const call = new Half(session);
      server.emit('stream', call, { ...request }, 4);
      call.push(message);
      call.push(null);
    });
  });
  return Object.assign(server, { setTimeout: () => server });
}

function connect(_authority: string | URL, options: { createConnection: (url: URL) => Duplex }): Session {
  const session = new Session(options.createConnection(new URL('http://in.memory')));
  process.nextTick(() => {
    session.emit('connect', session, session.socket);
    session.emit('remoteSettings', {});
  });
  return session;
}

const http2 = { constants, connect, createServer };
export default http2;
replaceHttp2(http2, import.meta.url);

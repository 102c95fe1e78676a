import { addAbortListener } from 'node:events';
import { Duplex } from 'node:stream';
import { Buffer } from 'node:buffer';
import { Handle } from '../event-loop.ts';
import { pass } from '../gate.ts';
import * as network from '../network.ts';
import type { SocketMessage } from '../protocol.ts';
import { bind } from './async-context.ts';
import { abortError, codedError, systemError } from './errors.ts';
import { addressOf, checkPort, isIP, isIPv6, isLoopback } from './net-address.ts';
import { clearTimeout, setTimeout, withoutHolding, type Timeout } from './timers.ts';

type Callback = (error?: Error | null) => void;
type Listener = (...args: unknown[]) => void;

export interface ConnectOptions {
  port?: number | string;
  host?: string;
  path?: string;
  timeout?: number;
  allowHalfOpen?: boolean;
  signal?: AbortSignal;
  noDelay?: boolean;
  keepAlive?: boolean;
}

/** Octets on their way that the other end has not taken in: with more, a write waits. */
const sendWindow = 256 * 1024;
/** The other end says what it took in only from time to time. */
const tellTaken = sendWindow / 4;

const connected = new Set<Socket>();

/** What the system does when a program ends: its connections end. */
export function closeConnections(): void {
  for (const socket of connected) socket.destroy();
}

/** A connection over the sandbox's loopback: `net.Socket`, whose wire is a MessagePort. */
export class Socket extends Duplex {
  connecting = false;
  pending = true;
  remoteAddress: string | undefined;
  remotePort: number | undefined;
  remoteFamily: string | undefined;
  localAddress: string | undefined;
  localPort: number | undefined;
  localFamily: string | undefined;
  timeout = 0;
  server: unknown = null;

  #wire: MessagePort | null = null;
  #handle = new Handle();
  #connected = false;
  #timer: Timeout | null = null;
  #bytesRead = 0;
  #bytesWritten = 0;
  // Outgoing: what this turn has written, and what is under way.
  #outbox: Uint8Array[] = [];
  #outboxSize = 0;
  #underWay = 0;
  #waiting: Callback | null = null;
  // Incoming: octets taken in that the other end has not been told of, and whether the program reads.
  #takenUntold = 0;
  #reads = true;
  #otherEndGone = false;

  constructor(options: ConnectOptions = {}) {
    super({ allowHalfOpen: options.allowHalfOpen ?? false, emitClose: false, autoDestroy: true, decodeStrings: true });
    this.#handle.close();
    this.on('end', this.#onEnd);
    const { signal } = options;
    if (!signal) return;
    const listening = addAbortListener(signal, () => void this.destroy(abortError(signal)));
    this.once('close', () => listening[Symbol.dispose]());
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }
  get bytesWritten(): number {
    return this.#bytesWritten + this.writableLength;
  }
  get readyState(): string {
    if (this.connecting) return 'opening';
    if (this.readable && this.writable) return 'open';
    return this.readable ? 'readOnly' : this.writable ? 'writeOnly' : 'closed';
  }

  connect(...args: unknown[]): this {
    const [options, listener] = connectArguments(args);
    if (options.path !== undefined)
      throw codedError(
        Error,
        'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
        'A browser tab has no unix sockets: connect to a port.',
      );
    const port = checkPort(options.port);
    const host = options.host ?? 'localhost';
    if (listener) this.once('connect', listener);
    if (options.timeout) this.setTimeout(options.timeout);
    this.connecting = true;
    this.#handle = new Handle();
    if (!this.#referenced) this.#handle.unref();
    const address = addressOf(host);
    if (!isLoopback(host)) {
      const error = isIP(host)
        ? systemError('ENETUNREACH', 'connect', host, port)
        : systemError('ENOTFOUND', 'getaddrinfo', host);
      queueMicrotask(() => this.destroy(Object.assign(error, isIP(host) ? {} : { hostname: host })));
      return this;
    }
    const { port1, port2 } = new MessageChannel();
    const answered = bind((from: number | null) => {
      if (this.destroyed) return port1.close();
      if (from === null) return void this.destroy(systemError('ECONNREFUSED', 'connect', address, port));
      this.attach(port1, { local: { address, port: from }, remote: { address, port } });
    });
    network.connect(port, port2, answered);
    return this;
  }

  /** Takes up the wire of a connection that stands. */
  attach(
    wire: MessagePort,
    ends: { local: { address: string; port: number }; remote: { address: string; port: number } },
  ): void {
    if (!this.connecting) {
      this.#handle = new Handle();
      if (!this.#referenced) this.#handle.unref();
    }
    this.#wire = wire;
    connected.add(this);
    [this.localAddress, this.localPort] = [ends.local.address, ends.local.port];
    [this.remoteAddress, this.remotePort] = [ends.remote.address, ends.remote.port];
    this.localFamily = this.remoteFamily = isIPv6(ends.remote.address) ? 'IPv6' : 'IPv4';
    const take = bind((message: SocketMessage): void => this.#take(message));
    wire.onmessage = ({ data }: MessageEvent<SocketMessage>) => pass(take, data);
    const wasConnecting = this.connecting;
    this.connecting = this.pending = false;
    this.#connected = true;
    this.#alive();
    if (wasConnecting) {
      this.emit('connect');
      this.emit('ready');
    }
    this.#send();
  }

  // — reading —

  override _read(): void {
    this.#reads = true;
    this.#tellTaken();
  }

  #take(message: SocketMessage): void {
    if (this.destroyed) return;
    if (message instanceof Uint8Array) {
      this.#alive();
      this.#bytesRead += message.length;
      this.#takenUntold += message.length;
      this.#reads = this.push(Buffer.from(message.buffer as ArrayBuffer, message.byteOffset, message.byteLength));
      this.#tellTaken();
    } else if (typeof message === 'object') {
      this.#alive();
      this.#underWay -= message.taken;
      this.#send();
    } else if (message === 'reset') {
      this.#otherEndGone = true;
      this.destroy(systemError('ECONNRESET', 'read'));
    } else {
      if (message === 'closed') this.#otherEndGone = true;
      this.push(null);
      // Without a reader, the end would never be seen, nor the socket closed (Node does the same in onStreamRead).
      if (this.readableLength === 0) this.read(0);
    }
  }

  #tellTaken(): void {
    if (!this.#reads) return;
    if (this.#takenUntold < tellTaken) return;
    this.#wire?.postMessage({ taken: this.#takenUntold } satisfies SocketMessage);
    this.#takenUntold = 0;
  }

  // — writing —

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, callback: Callback): void {
    this.#write([chunk], callback);
  }

  override _writev(chunks: { chunk: Uint8Array }[], callback: Callback): void {
    this.#write(
      chunks.map(({ chunk }) => chunk),
      callback,
    );
  }

  #write(chunks: Uint8Array[], callback: Callback): void {
    if (this.#otherEndGone) return callback(systemError('EPIPE', 'write'));
    for (const chunk of chunks) {
      this.#outbox.push(chunk);
      this.#outboxSize += chunk.length;
    }
    this.#waiting = callback;
    if (this.#connected) queueMicrotask(() => this.#send());
  }

  /** All that a turn wrote goes as one message: a message between threads costs more than the octets in it. */
  #send(): void {
    if (!this.#wire || !this.#connected || this.destroyed) return;
    if (this.#outboxSize > 0 && this.#underWay < sendWindow) {
      const octets = new Uint8Array(this.#outboxSize);
      let at = 0;
      for (const chunk of this.#outbox) {
        octets.set(chunk, at);
        at += chunk.length;
      }
      this.#outbox = [];
      this.#outboxSize = 0;
      this.#underWay += at;
      this.#bytesWritten += at;
      this.#wire.postMessage(octets, [octets.buffer]);
      this.#alive();
    }
    if (this.#outboxSize > 0 || this.#underWay >= sendWindow) return;
    const done = this.#waiting;
    this.#waiting = null;
    done?.();
  }

  override _final(callback: Callback): void {
    if (this.#connected) {
      this.#wire?.postMessage('end' satisfies SocketMessage);
      return callback();
    }
    if (!this.connecting) return callback();
    this.once('connect', () => this._final(callback));
  }

  // — ending —

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.connecting = false;
    clearTimeout(this.#timer);
    const wire = this.#wire;
    this.#wire = null;
    connected.delete(this);
    if (wire) {
      if (!this.#otherEndGone) wire.postMessage((this.#reset ? 'reset' : 'closed') satisfies SocketMessage);
      wire.onmessage = null;
      wire.close();
    }
    this.#handle.close();
    const waiting = this.#waiting;
    this.#waiting = null;
    callback(error);
    // After the stream's own 'error'; unlike other streams, a socket says whether there was one.
    queueMicrotask(() => this.emit('close', error !== null));
    waiting?.(error ?? codedError(Error, 'ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed'));
  }

  #reset = false;
  resetAndDestroy(): this {
    this.#reset = true;
    return this.destroy(
      this.connecting
        ? codedError(
            Error,
            'ERR_SOCKET_CLOSED_BEFORE_CONNECTION',
            'Socket closed before the connection was established',
          )
        : undefined,
    ) as this;
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  /** The stream ends its own side in the next turn; who listens can still say something with `end`, but nothing after it. */
  #onEnd = (): void => {
    if (!this.allowHalfOpen) this.write = this.#writeAfterEnd;
  };
  #writeAfterEnd: Socket['write'] = (...args: unknown[]): boolean => {
    if (!this.writableEnded) return Reflect.apply(super.write, this, args) as boolean;
    const error = codedError(Error, 'EPIPE', 'This socket has been ended by the other party');
    const callback = args.findLast((arg): arg is Callback => typeof arg === 'function');
    if (callback) queueMicrotask(() => callback(error));
    this.destroy(error);
    return false;
  };

  // — the rest of net.Socket —

  setTimeout(milliseconds: number, listener?: () => void): this {
    this.timeout = milliseconds;
    if (listener) milliseconds ? this.once('timeout', listener) : this.off('timeout', listener);
    this.#alive();
    return this;
  }

  #alive(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer =
      this.timeout > 0 && !this.destroyed
        ? withoutHolding(() => setTimeout(() => this.emit('timeout'), this.timeout))
        : null;
  }

  #referenced = true;
  ref(): this {
    this.#referenced = true;
    this.#handle.ref();
    return this;
  }
  unref(): this {
    this.#referenced = false;
    this.#handle.unref();
    return this;
  }

  address(): { address?: string; family?: string; port?: number } {
    return this.localPort === undefined
      ? {}
      : { address: this.localAddress!, family: this.localFamily!, port: this.localPort };
  }
  /** A message is sent when it is written: there is nothing to delay, and nobody to keep awake. */
  setNoDelay(_noDelay?: boolean): this {
    return this;
  }
  setKeepAlive(_enable?: boolean, _initialDelay?: number): this {
    return this;
  }
}

/** The ways to call `net.connect`: (options, listener?), (port, host?, listener?). */
export function connectArguments(args: unknown[]): [ConnectOptions, Listener | undefined] {
  const listener = args.findLast((arg): arg is Listener => typeof arg === 'function');
  const [first, second] = args;
  if (typeof first === 'object' && first !== null) return [first as ConnectOptions, listener];
  return [{ port: first as number, ...(typeof second === 'string' && { host: second }) }, listener];
}

import { addAbortListener, EventEmitter } from 'node:events';
import { Handle } from '../event-loop.ts';
import * as network from '../network.ts';
import { bind } from './async-context.ts';
import { codedError, systemError } from './errors.ts';
import { addressOf, checkPort, isIPv6, isLoopback } from './net-address.ts';
import { connectArguments, Socket, type ConnectOptions } from './net-socket.ts';

export { isIP, isIPv4, isIPv6 } from './net-address.ts';
export { Socket, Socket as Stream } from './net-socket.ts';

type Listener = (...args: unknown[]) => void;

interface ListenOptions {
  port?: number | string;
  host?: string;
  path?: string;
  signal?: AbortSignal;
}

interface ServerOptions {
  allowHalfOpen?: boolean;
  pauseOnConnect?: boolean;
}

/** `net.Server` on the sandbox's loopback. */
export class Server extends EventEmitter {
  maxConnections: number | undefined;
  #options: ServerOptions;
  #state: 'closed' | 'opening' | 'listening' = 'closed';
  #address: { address: string; family: string; port: number } | null = null;
  #sockets = new Set<Socket>();
  #handle: Handle | null = null;
  #referenced = true;
  #closed: (() => void) | null = null;

  constructor(options: ServerOptions | Listener = {}, listener?: Listener) {
    super();
    this.#options = typeof options === 'function' ? {} : options;
    const onConnection = typeof options === 'function' ? options : listener;
    if (onConnection) this.on('connection', onConnection);
  }

  get listening(): boolean {
    return this.#state === 'listening';
  }

  listen(...args: unknown[]): this {
    const { options, listener } = listenArguments(args);
    if (this.#state !== 'closed')
      throw codedError(
        Error,
        'ERR_SERVER_ALREADY_LISTEN',
        'Listen method has been called more than once without closing.',
      );
    if (options.path !== undefined)
      throw codedError(
        Error,
        'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
        'A browser tab has no unix sockets: listen on a port.',
      );
    const port = checkPort(options.port ?? 0);
    const host = options.host ?? '::';
    if (listener) this.once('listening', listener);
    this.#state = 'opening';
    this.#hold();
    const fail = (code: 'EADDRNOTAVAIL' | 'EADDRINUSE') => {
      this.#state = 'closed';
      this.#release();
      this.emit('error', systemError(code, 'listen', host, port));
    };
    if (!isLoopback(host)) {
      queueMicrotask(() => fail('EADDRNOTAVAIL'));
      return this;
    }
    const { signal } = options;
    if (signal) {
      const listening = addAbortListener(signal, () => void this.close());
      this.once('close', () => listening[Symbol.dispose]());
    }
    // As in Node, a connection is told where `listen` was called, and what comes over it is not.
    const told = bind((socket: Socket) => void this.emit('connection', socket));
    network.listen(
      port,
      (incoming) => this.#accept(incoming, told),
      bind((number) => {
        if (number === null) return fail('EADDRINUSE');
        if (this.#state === 'closed') return network.unlisten(number);
        this.#state = 'listening';
        this.#address = {
          address: host === 'localhost' ? '127.0.0.1' : host,
          family: isIPv6(host) ? 'IPv6' : 'IPv4',
          port: number,
        };
        this.emit('listening');
      }),
    );
    return this;
  }

  #accept({ from, socket: wire }: network.Incoming, told: (socket: Socket) => void): void {
    const address = addressOf(this.#address!.address);
    const ends = { local: { address, port: this.#address!.port }, remote: { address, port: from } };
    if (this.maxConnections !== undefined && this.#sockets.size >= this.maxConnections) {
      wire.postMessage('reset');
      wire.close();
      return void this.emit('drop', {
        localAddress: address,
        localPort: ends.local.port,
        remoteAddress: address,
        remotePort: from,
      });
    }
    const socket = new Socket({ allowHalfOpen: this.#options.allowHalfOpen ?? false });
    socket.server = this;
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#closeIfDone();
    });
    if (this.#options.pauseOnConnect) socket.pause();
    socket.attach(wire, ends);
    told(socket);
    // Starts to read, as a connection of Node's does; it flows once somebody listens to its data.
    if (!this.#options.pauseOnConnect && !socket.destroyed) socket.read(0);
  }

  address(): { address: string; family: string; port: number } | null {
    return this.#address;
  }

  close(callback?: (error?: Error) => void): this {
    const running = this.#state !== 'closed';
    if (callback)
      this.once('close', () =>
        callback(running ? undefined : codedError(Error, 'ERR_SERVER_NOT_RUNNING', 'Server is not running.')),
      );
    if (this.#address) network.unlisten(this.#address.port);
    this.#address = null;
    this.#state = 'closed';
    this.#release();
    this.#closed = () => this.emit('close');
    this.#closeIfDone();
    return this;
  }

  #closeIfDone(): void {
    if (!this.#closed || this.#sockets.size > 0) return;
    queueMicrotask(this.#closed);
    this.#closed = null;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.listening
      ? new Promise((resolve, reject) => void this.close((error) => (error ? reject(error) : resolve())))
      : Promise.resolve();
  }

  getConnections(callback: (error: Error | null, count: number) => void): this {
    queueMicrotask(() => callback(null, this.#sockets.size));
    return this;
  }

  ref(): this {
    this.#referenced = true;
    this.#handle?.ref();
    return this;
  }
  unref(): this {
    this.#referenced = false;
    this.#handle?.unref();
    return this;
  }

  #hold(): void {
    this.#handle = new Handle();
    if (!this.#referenced) this.#handle.unref();
  }
  #release(): void {
    this.#handle?.close();
    this.#handle = null;
  }
}

/** The ways to call `listen`: (options, listener?), (port?, host?, backlog?, listener?), (path, …). */
function listenArguments(args: unknown[]): { options: ListenOptions; listener: Listener | undefined } {
  const listener = args.findLast((arg): arg is Listener => typeof arg === 'function');
  const [first, second] = args;
  if (typeof first === 'object' && first !== null) return { options: first as ListenOptions, listener };
  if (typeof first === 'string' && Number.isNaN(Number(first))) return { options: { path: first }, listener };
  const port = typeof first === 'function' || first === undefined || first === null ? 0 : (first as number);
  return { options: { port, ...(typeof second === 'string' && { host: second }) }, listener };
}

export const createServer = (options?: ServerOptions | Listener, listener?: Listener): Server =>
  new Server(options, listener);

export function connect(...args: unknown[]): Socket {
  const [options] = connectArguments(args) as [ConnectOptions, unknown];
  return new Socket(options).connect(...args);
}
export const createConnection = connect;

/** Node's race between a host's addresses: the loopback has one. */
export const getDefaultAutoSelectFamily = (): boolean => false;
export const setDefaultAutoSelectFamily = (_value: boolean): void => undefined;

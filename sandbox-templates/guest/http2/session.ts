import { Buffer } from 'node:buffer';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Connection } from './connection.ts';
import { ConnectionError, nodeError } from './errors.ts';
import { limitsFrom } from './limits.ts';
import type { Limits } from './limits.ts';
import { ErrorCode, MAX_WINDOW_SIZE } from './protocol.ts';
import type { ReceivedHeaders } from './received-headers.ts';
import { sessionSocket } from './session-socket.ts';
import { validateSettings } from './settings.ts';
import type { EffectiveSettings, Settings } from './settings.ts';
import type { SettingsCallback } from './settings-exchange.ts';
import type { Http2Stream } from './stream.ts';
import { checkFunction, checkTimeout, IdleTimer } from './timeout.ts';

export interface SessionOptions extends Partial<Limits> {
  settings?: Settings;
  strictSingleValueFields?: boolean;
}

export type PingListener = (error: Error | null, duration?: number, payload?: Buffer) => void;

/** Which session a socket carries: it can carry one only. */
const boundSessions = new WeakMap<Duplex, Http2Session>();

type MaybeSocket = Duplex & Partial<Pick<Socket, 'connecting' | 'setNoDelay' | 'ref' | 'unref'>> & {
  secureConnecting?: boolean;
  encrypted?: boolean;
  alpnProtocol?: string | false;
};

/**
 * One HTTP/2 connection as programs see it. Nothing of its own listens on its public events, since programs may remove
 * all listeners at any time.
 */
export abstract class Http2Session extends EventEmitter {
  readonly _connection: Connection;
  _socket: MaybeSocket | undefined;
  #proxy: Duplex | undefined | null = null;
  #connecting = true;
  #closed = false;
  #destroyed = false;
  #goawayCode: number | null = null;
  #goawayLastStreamId = 0;
  #timer: IdleTimer | null = null;
  #encrypted: boolean | undefined;
  #alpnProtocol: string | undefined;
  readonly #settings: Settings;
  readonly #deferred: Array<() => void> = [];

  constructor(isServer: boolean, options: SessionOptions, socket: Duplex) {
    super();
    if (boundSessions.has(socket)) throw nodeError('ERR_HTTP2_SOCKET_BOUND');
    boundSessions.set(socket, this);
    this._socket = socket;
    this._connection = new Connection(this, isServer, limitsFrom(options), options.strictSingleValueFields !== false);
    this.#settings = { ...options.settings };
    validateSettings(this.#settings);
  }

  /** Takes hold of the socket; the constructors of both kinds of session end with it. */
  _begin(): void {
    const socket = this._socket!;
    socket.setNoDelay?.(true);
    socket.on('error', (error) => this.#socketFailed(error));
    socket.on('close', () => this.#socketClosed());
    if (socket.connecting || socket.secureConnecting) {
      socket.once(socket.encrypted ? 'secureConnect' : 'connect', () => this.#connected());
    } else {
      this.#connected();
    }
  }

  get type(): number {
    return this._connection.isServer ? 0 : 1;
  }

  get connecting(): boolean {
    return this.#connecting;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get destroyed(): boolean {
    return this.#destroyed;
  }

  get encrypted(): boolean | undefined {
    return this.#encrypted;
  }

  get alpnProtocol(): string | undefined {
    return this.#alpnProtocol;
  }

  /** Origins are not tracked: ORIGIN frames are left out. */
  get originSet(): string[] | undefined {
    return this.#encrypted && !this.#destroyed ? [] : undefined;
  }

  get goawayCode(): number {
    return this.#goawayCode ?? ErrorCode.NO_ERROR;
  }

  get goawayLastStreamID(): number {
    return this.#goawayLastStreamId;
  }

  get pendingSettingsAck(): boolean {
    return this.#connecting || this._connection.settings.awaitsAcknowledgement;
  }

  get localSettings(): EffectiveSettings | Record<string, never> {
    return this.#connecting || this.#destroyed ? {} : { ...this._connection.settings.local };
  }

  get remoteSettings(): EffectiveSettings | Record<string, never> {
    return this.#connecting || this.#destroyed ? {} : { ...this._connection.settings.remote };
  }

  get state(): Record<string, number> {
    if (this.#connecting || this.#destroyed) return {};
    const { receiveWindow, nextId, lastRemoteId, sender, encoder, decoder, queuedLength } = this._connection;
    return {
      effectiveLocalWindowSize: receiveWindow.size,
      effectiveRecvDataLength: receiveWindow.size - receiveWindow.available,
      nextStreamID: nextId,
      localWindowSize: receiveWindow.available,
      lastProcStreamID: lastRemoteId,
      remoteWindowSize: sender.window,
      outboundQueueSize: queuedLength,
      deflateDynamicTableSize: encoder.tableSize,
      inflateDynamicTableSize: decoder.tableSize,
    };
  }

  /** The socket, guarded: it throws where it would be written to or read from. Undefined once the session has let go of it. */
  get socket(): Duplex {
    if (this.#proxy === null) this.#proxy = sessionSocket(this);
    return this.#proxy as Duplex;
  }

  setNextStreamID(id: number): void {
    this.#assertUsable();
    if (typeof id !== 'number') throw nodeError('ERR_INVALID_ARG_TYPE', 'id', 'of type number');
    if (id <= 0 || id > 2 ** 32 - 1) throw nodeError('ERR_OUT_OF_RANGE', 'id', `> 0 and <= ${2 ** 32 - 1}`, id);
    if (id > this._connection.nextId) this._connection.nextId = id;
  }

  /** Sets how many octets the peer may have in flight on this connection. */
  setLocalWindowSize(size: number): void {
    this.#assertUsable();
    if (typeof size !== 'number') throw nodeError('ERR_INVALID_ARG_TYPE', 'windowSize', 'of type number');
    if (!Number.isInteger(size) || size < 0 || size > MAX_WINDOW_SIZE) throw nodeError('ERR_OUT_OF_RANGE', 'windowSize', `>= 0 && <= ${MAX_WINDOW_SIZE}`, size);
    this._connection.setLocalWindowSize(size);
  }

  /** Sends a PING; the callback gets the milliseconds its answer took. False where too many are unanswered. */
  ping(callback: PingListener): boolean;
  ping(payload: Uint8Array | undefined, callback: PingListener): boolean;
  ping(payload: Uint8Array | PingListener | undefined, listener?: PingListener): boolean {
    this.#assertUsable();
    const callback = typeof payload === 'function' ? payload : listener;
    let octets: Buffer;
    if (payload === undefined || typeof payload === 'function') {
      octets = Buffer.alloc(8);
    } else {
      if (!ArrayBuffer.isView(payload)) throw nodeError('ERR_INVALID_ARG_TYPE', 'payload', 'an instance of Buffer, TypedArray, or DataView');
      if (payload.byteLength !== 8) throw nodeError('ERR_HTTP2_PING_LENGTH');
      octets = Buffer.from(payload.buffer.slice(payload.byteOffset, payload.byteOffset + 8));
    }
    checkFunction(callback, 'callback');
    const done = (acknowledged: boolean, duration: number, answer: Buffer) => {
      if (acknowledged) callback!(null, duration, answer);
      else callback!(nodeError('ERR_HTTP2_PING_CANCEL'));
    };
    if (this.#connecting || this.#closed) {
      process.nextTick(done, false, 0, octets);
      return false;
    }
    return this._connection.ping(octets, done);
  }

  settings(settings: Settings, callback?: SettingsCallback): void {
    this.#assertUsable();
    if (typeof settings !== 'object' || settings === null) throw nodeError('ERR_INVALID_ARG_TYPE', 'settings', 'of type object');
    validateSettings(settings);
    if (callback !== undefined) checkFunction(callback, 'callback');
    const copy = { ...settings };
    this.#whenConnected(() => {
      try {
        this._connection.settings.send(copy, callback);
      } catch (error) {
        this.destroy(error as Error);
      }
    });
  }

  goaway(code: number = ErrorCode.NO_ERROR, lastStreamId = 0, opaqueData?: Uint8Array): void {
    this.#assertUsable();
    if (opaqueData !== undefined && !ArrayBuffer.isView(opaqueData)) throw nodeError('ERR_INVALID_ARG_TYPE', 'opaqueData', 'an instance of Buffer, TypedArray, or DataView');
    if (typeof code !== 'number') throw nodeError('ERR_INVALID_ARG_TYPE', 'code', 'of type number');
    if (typeof lastStreamId !== 'number') throw nodeError('ERR_INVALID_ARG_TYPE', 'lastStreamID', 'of type number');
    this.#whenConnected(() => this._connection.goaway(code, lastStreamId, opaqueData));
  }

  /** Opens no more streams, lets those that are open finish, then ends the connection. */
  close(callback?: () => void): void {
    if (this.#closed || this.#destroyed) return;
    this.#closed = true;
    if (typeof callback === 'function') this.once('close', callback);
    this.goaway();
    this._destroyIfDoneSoon();
  }

  /** Ends the connection now. A number is a code for GOAWAY, and an error unless it is NO_ERROR. */
  destroy(error?: Error | number | null, code?: number): void {
    if (this.#destroyed) return;
    if (typeof error === 'number') {
      code = error;
      error = code === ErrorCode.NO_ERROR ? undefined : nodeError('ERR_HTTP2_SESSION_ERROR', code);
    }
    this.#end(error ?? undefined, code ?? (error ? ErrorCode.INTERNAL_ERROR : ErrorCode.NO_ERROR));
  }

  setTimeout(milliseconds: number, callback?: () => void): this {
    if (this.#destroyed) return this;
    checkTimeout(milliseconds, callback);
    this.#timer?.stop();
    this.#timer = milliseconds === 0 ? null : new IdleTimer(milliseconds, () => this._timedOut());
    if (callback !== undefined) {
      if (milliseconds === 0) this.removeListener('timeout', callback);
      else this.once('timeout', callback);
    }
    return this;
  }

  ref(): void {
    this._socket?.ref?.();
  }

  unref(): void {
    this._socket?.unref?.();
  }

  _touch(): void {
    if (this.#timer !== null) this.#timer.touch();
  }

  _timedOut(): void {
    this.emit('timeout');
  }

  /** A client has opened a stream. */
  abstract _requestReceived(id: number, received: ReceivedHeaders, flags: number, endStream: boolean): void;
  /** A stream has closed: another may begin in its place. */
  abstract _streamClosed(): void;
  /** Streams that wait for an identifier. */
  abstract get _pendingStreams(): ReadonlySet<Http2Stream>;
  abstract _startPending(): void;

  _streamForgotten(_stream: Http2Stream): void {
    if (this.#closed) this._destroyIfDoneSoon();
  }

  _remoteSettingsChanged(): void {
    this.emit('remoteSettings', this.remoteSettings);
    this._startPending();
  }

  _goawayReceived(code: number, lastStreamId: number, opaqueData: Buffer | undefined): void {
    this.#goawayCode = code;
    this.#goawayLastStreamId = lastStreamId;
    this.emit('goaway', code, lastStreamId, opaqueData);
    if (this.#destroyed) return;
    this._connection.closeBeyond(lastStreamId);
    if (code === ErrorCode.NO_ERROR) {
      for (const stream of [...this._pendingStreams]) stream._peerClosed(ErrorCode.REFUSED_STREAM);
      this.close();
      return;
    }
    this._connection.closeCode = code;
    this.destroy(nodeError('ERR_HTTP2_SESSION_ERROR', code), ErrorCode.NO_ERROR);
  }

  _protocolError(error: ConnectionError): void {
    // GOAWAY names the fault; to the streams it is a failure from within, as in node:http2.
    this._connection.closeCode = ErrorCode.INTERNAL_ERROR;
    this.destroy(nodeError('ERR_HTTP2_ERROR', `Protocol error: ${error.message}`), error.errorCode);
  }

  /** Ends a closed session without streams, once what the current turn says has been sent. */
  _destroyIfDoneSoon(): void {
    if (!this.#destroyed) setImmediate(() => this.#destroyIfDone());
  }

  #destroyIfDone(): void {
    if (this.#destroyed || !this.#closed || this._connection.streams.size > 0 || this._pendingStreams.size > 0) return;
    this.destroy();
  }

  #assertUsable(): void {
    if (this.#destroyed) throw nodeError('ERR_HTTP2_INVALID_SESSION');
  }

  #whenConnected(action: () => void): void {
    if (this.#connecting) this.#deferred.push(action);
    else action();
  }

  #connected(): void {
    const socket = this._socket;
    if (this.#destroyed || socket === undefined) return;
    this.#connecting = false;
    this.#encrypted = socket.encrypted === true;
    this.#alpnProtocol = this.#encrypted ? socket.alpnProtocol || undefined : 'h2c';
    this._connection.attach(socket);
    this._connection.settings.send(this.#settings);
    for (const action of this.#deferred.splice(0)) action();
    process.nextTick(() => {
      this.emit('connect', this, socket);
      this._startPending();
    });
  }

  #socketFailed(error: Error & { code?: string }): void {
    if (this._socket === undefined) return;
    // After GOAWAY the peer has every right to be gone.
    if (error.code === 'ECONNRESET' && this.#goawayCode !== null) this.destroy();
    else this.destroy(error);
  }

  #socketClosed(): void {
    const socket = this._socket;
    if (socket === undefined) return;
    const error = this.#connecting ? nodeError('ERR_SOCKET_CLOSED') : undefined;
    for (const stream of [...this._connection.streams.values(), ...this._pendingStreams]) stream.close(ErrorCode.CANCEL);
    this.#closed = true;
    this.#end(error, ErrorCode.NO_ERROR);
  }

  #end(error: Error | undefined, code: number): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    const connection = this._connection;
    connection.closeCode ||= code;
    this.#timer?.stop();
    this.#timer = null;
    this.removeAllListeners('timeout');
    for (const stream of [...this._pendingStreams]) stream.destroy(nodeError('ERR_HTTP2_STREAM_CANCEL', error));
    for (const stream of [...connection.streams.values()]) stream.destroy(error);
    const socket = this._socket;
    const alive = socket !== undefined && !socket.destroyed;
    if (alive && !this.#connecting) connection.goaway(code, 0);
    connection.detach();
    this._socket = undefined;
    this.#proxy = undefined;
    this._released();
    if (!alive) {
      process.nextTick(() => this.#emitClose(error));
      return;
    }
    this.#endSocket(socket, error);
  }

  /** Ends the socket once it has taken what is left to say, and reports when it is closed. */
  #endSocket(socket: MaybeSocket, error: Error | undefined): void {
    const linger = setTimeout(() => socket.destroy(), this._connection.limits.lingerTimeout) as { unref?: () => void };
    linger.unref?.();
    socket.once('close', () => {
      clearTimeout(linger as ReturnType<typeof setTimeout>);
      this.#emitClose(error);
    });
    if (this.#connecting) {
      socket.destroy(error);
      return;
    }
    // Without a reader the end of the peer's side would go unnoticed.
    socket.resume();
    socket.end(() => {
      // After a graceful close the peer ends its side; otherwise it has had its GOAWAY and that is all.
      if (!this.#closed) setImmediate(() => socket.destroy(error));
    });
  }

  /** For what a kind of session must undo when it has let go of its socket. */
  _released(): void {}

  #emitClose(error: Error | undefined): void {
    if (error !== undefined) this.emit('error', error);
    this.emit('close');
  }
}

import type { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import {
  checkFunction,
  checkInteger,
  checkNumber,
  checkObject,
  checkTimeout,
  octetsOf,
  pingPayload,
} from '../base/check.ts';
import { currentScope } from '../base/async-scope.ts';
import { Connection } from '../connection/connection.ts';
import { later } from '../connection/later.ts';
import type { ConnectionOwner, ProtocolStream } from '../connection/parties.ts';
import { Transport } from '../connection/transport.ts';
import { faultOf } from '../base/connection-error.ts';
import type { ConnectionError } from '../base/connection-error.ts';
import { nodeError } from '../base/errors.ts';
import { limitsFrom } from '../connection/limits.ts';
import type { Limits } from '../connection/limits.ts';
import { ErrorCode, MAX_STREAM_ID, MAX_WINDOW_SIZE, MIN_MAX_FRAME_SIZE } from '../base/protocol.ts';
import type { ReceivedHeaders } from '../fields/received-headers.ts';
import { SessionState } from './session-state.ts';
import { MAX_CUSTOM_SETTINGS, validateSettings } from '../connection/settings.ts';
import type { Settings } from '../connection/settings.ts';
import type { SettingsCallback } from '../connection/settings-exchange.ts';
import { bindSocket, endSocket } from './socket.ts';
import type { Http2Stream } from './stream.ts';
import { findExtras } from './extras.ts';
import { observeFrames } from './frame-hook.ts';
import { IdleTimer } from './idle-timer.ts';

export interface SessionOptions extends Partial<Limits> {
  settings?: Settings;
  strictSingleValueFields?: boolean;
  /** One of the constants PADDING_STRATEGY_*. */
  paddingStrategy?: number;
  /** Origins that a client takes note of. */
  maxOriginSetSize?: number;
  /** Identifiers of settings that no RFC defines, of which `remoteSettings.customSettings` is to tell. */
  remoteCustomSettings?: readonly number[];
}

function customSettingsOf({ remoteCustomSettings }: SessionOptions): readonly number[] {
  if (remoteCustomSettings === undefined) return [];
  if (!Array.isArray(remoteCustomSettings))
    throw nodeError(
      'ERR_INVALID_ARG_TYPE',
      'options.remoteCustomSettings',
      'an instance of Array',
      remoteCustomSettings,
    );
  if (remoteCustomSettings.length > MAX_CUSTOM_SETTINGS) throw nodeError('ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS');
  return [...remoteCustomSettings];
}

export type PingListener = (error: Error | null, duration?: number, payload?: Buffer) => void;

const MAX_UINT32 = 2 ** 32 - 1;
/** Octets of a GOAWAY ahead of what it carries for the program. */
const GOAWAY_LENGTH = 8;
/** The method that an emitter has for rejected promises of its listeners. */
export const rejection: unique symbol = Symbol.for('nodejs.rejection') as never;

const MAX_ORIGIN_SET_SIZE = 128;

/**
 * One HTTP/2 connection as programs see it. Nothing of its own listens on its public events, since programs may remove
 * all listeners at any time.
 */
export abstract class Http2Session extends SessionState implements ConnectionOwner {
  readonly _connection: Connection<Http2Stream>;
  readonly _transport: Transport;
  readonly _strictFields: boolean;
  readonly _maxOriginSetSize: number;
  readonly #settings: Settings;
  /** What awaits the socket's connection. */
  readonly #deferred: Array<() => void> = [];
  #timer: IdleTimer | null = null;

  constructor(isServer: boolean, options: SessionOptions, socket: Duplex) {
    super();
    bindSocket(socket);
    this._socket = socket;
    this._strictFields = options.strictSingleValueFields !== false;
    this._connection = new Connection(this, isServer, limitsFrom(options), !isServer && findExtras() !== null);
    this._connection.customSettings = customSettingsOf(options);
    if (typeof options.paddingStrategy === 'number') this._connection.padding = options.paddingStrategy;
    this._transport = new Transport(this._connection);
    this._maxOriginSetSize = options.maxOriginSetSize ?? MAX_ORIGIN_SET_SIZE;
    observeFrames(this, this._transport);
    this.#settings = { ...options.settings };
    validateSettings(this.#settings);
  }

  /** Takes hold of the socket; the constructors of both kinds of session end with it. */
  _begin(): void {
    const socket = this._socket!;
    socket.setNoDelay?.(true);
    socket.on('error', (error) => later(() => this.#socketFailed(error)));
    socket.on('close', () => this._transport.finish(() => this.#socketClosed()));
    if (socket.closed) {
      // It will not say so again.
      process.nextTick(() => this.#socketClosed());
    } else if (socket.connecting || socket.secureConnecting) {
      socket.once(socket.encrypted ? 'secureConnect' : 'connect', () => this.#connected());
    } else {
      this.#connected();
    }
  }

  setNextStreamID(id: number): void {
    this.#assertUsable();
    checkNumber(id, 'id');
    if (!(id > 0 && id <= MAX_UINT32)) throw nodeError('ERR_OUT_OF_RANGE', 'id', `> 0 and <= ${MAX_UINT32}`, id);
    // One of the other side, one that there is not, or one that has been, is none to go on from: as in Node, nothing happens.
    const { nextId } = this._connection;
    if (id > nextId && id <= MAX_STREAM_ID && (id - nextId) % 2 === 0) this._connection.nextId = id;
  }

  /** Sets how many octets the peer may have in flight on this connection. */
  setLocalWindowSize(size: number): void {
    this.#assertUsable();
    checkInteger(size, 'windowSize', 0, MAX_WINDOW_SIZE);
    this._whenConnected(() => this._connection.setLocalWindowSize(size));
  }

  /** Sends a PING; the callback gets the milliseconds its answer took. False where too many are unanswered. */
  ping(callback: PingListener): boolean;
  ping(payload: Uint8Array | undefined, callback: PingListener): boolean;
  ping(payload: Uint8Array | PingListener | undefined, listener?: PingListener): boolean {
    this.#assertUsable();
    const callback = typeof payload === 'function' ? payload : listener;
    const octets = pingPayload(typeof payload === 'function' ? undefined : payload);
    checkFunction(callback, 'callback');
    const scope = currentScope('HTTP2PING');
    const tell = (acknowledged: boolean, duration: number, answer: Buffer) => {
      if (acknowledged) callback!(null, duration, answer);
      else callback!(nodeError('ERR_HTTP2_PING_CANCEL'));
    };
    const done = (acknowledged: boolean, duration: number, answer: Buffer) => {
      if (scope === null) tell(acknowledged, duration, answer);
      else scope.runInAsyncScope(tell, undefined, acknowledged, duration, answer);
      scope?.emitDestroy();
    };
    if (this._connecting || this._closed) {
      process.nextTick(done, false, 0, octets);
      return false;
    }
    return this._connection.pings.send(octets, done);
  }

  settings(settings: Settings = {}, callback?: SettingsCallback): void {
    this.#assertUsable();
    checkObject(settings, 'settings');
    validateSettings(settings);
    if (callback !== undefined) checkFunction(callback, 'callback');
    const scope = callback === undefined ? null : currentScope('HTTP2SETTINGS');
    const done: SettingsCallback | undefined =
      scope === null ? callback : (...values) => scope.runInAsyncScope(callback!, undefined, ...values);
    const copy = { ...settings };
    this._whenConnected(() => {
      this._touch();
      try {
        this._connection.settings.send(copy, done);
      } catch (error) {
        this.destroy(error as Error);
      }
    });
  }

  goaway(code: number = ErrorCode.NO_ERROR, lastStreamId = 0, opaqueData?: Uint8Array): void {
    this.#assertUsable();
    const octets = opaqueData === undefined ? undefined : octetsOf(opaqueData, 'opaqueData');
    // It must fit into a frame that any peer takes.
    if (octets !== undefined && octets.length > MIN_MAX_FRAME_SIZE - GOAWAY_LENGTH)
      throw nodeError('ERR_HTTP2_ERROR', 'Invalid argument');
    checkNumber(code, 'code');
    checkNumber(lastStreamId, 'lastStreamID');
    this._whenConnected(() => {
      this._touch();
      this._connection.goaway(code, lastStreamId, octets);
    });
  }

  /** Opens no more streams, lets those that are open finish, then ends the connection. */
  close(callback?: () => void): void {
    if (this._closed || this._destroyed) return;
    this._closed = true;
    if (typeof callback === 'function') this.once('close', callback);
    this.goaway();
    this._destroyIfDoneSoon();
  }

  /** Ends the connection now. A number is a code for GOAWAY, and an error unless it is NO_ERROR; as in Node, the second argument counts only behind an error or null. */
  destroy(error: Error | number | null = ErrorCode.NO_ERROR, code?: number): void {
    if (this._destroyed) return;
    if (typeof error === 'number') {
      code = error;
      error = code === ErrorCode.NO_ERROR ? null : nodeError('ERR_HTTP2_SESSION_ERROR', code);
    }
    this.#end(error ?? undefined, code ?? (error ? ErrorCode.INTERNAL_ERROR : ErrorCode.NO_ERROR));
  }

  setTimeout(milliseconds: number, callback?: () => void): this {
    if (this._destroyed) return this;
    checkTimeout(milliseconds, callback);
    if (milliseconds === 0) this.#timer?.stop();
    else (this.#timer ??= new IdleTimer(this)).start(milliseconds);
    if (callback !== undefined) {
      if (milliseconds === 0) this.removeListener('timeout', callback);
      else this.once('timeout', callback);
    }
    return this;
  }

  get _isWriting(): boolean {
    return this._connection.sender.held > 0 || this._transport.queuedLength > 0;
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

  /** A client has opened a stream. */
  abstract _requestReceived(id: number, received: ReceivedHeaders, flags: number, endStream: boolean): void;
  _pushPromised(parentId: number, id: number, received: ReceivedHeaders, flags: number): void {
    findExtras()?.pushPromised(this, parentId, id, received, flags);
  }

  _extensionFrame(type: number, streamId: number, payload: Buffer): void {
    if (!this._connection.isServer) findExtras()?.extensionFrame(this, type, streamId, payload);
  }

  /** A stream has closed: another may begin in its place. */
  abstract _streamClosed(): void;
  /** Streams that wait for an identifier. */
  abstract get _pendingStreams(): ReadonlySet<Http2Stream>;
  abstract _startPending(): void;
  abstract _refusePending(): void;

  _streamForgotten(_stream: ProtocolStream): void {
    if (this._closed) this._destroyIfDoneSoon();
  }

  _remoteSettingsChanged(): void {
    try {
      if (this.emit('remoteSettings', this.remoteSettings)) this._touch();
    } finally {
      this._startPending();
    }
  }

  _goawayReceived(code: number, lastStreamId: number, opaqueData: Buffer | undefined): void {
    this._goawayCode = code;
    this._goawayLastStreamId = lastStreamId;
    // For streams that the program ends when it hears of it.
    this._connection.closeCode ||= code;
    try {
      this.emit('goaway', code, lastStreamId, opaqueData);
    } finally {
      if (!this._destroyed) this.#goAway(code, lastStreamId);
    }
  }

  #goAway(code: number, lastStreamId: number): void {
    this._connection.closeBeyond(lastStreamId);
    for (const stream of [...this._pendingStreams]) stream._tellLeft(ErrorCode.REFUSED_STREAM);
    if (code === ErrorCode.NO_ERROR) {
      this.close();
      return;
    }
    this._transport.deafen();
    later(() => {
      if (this._destroyed) return;
      this.destroy(nodeError('ERR_HTTP2_SESSION_ERROR', code), ErrorCode.NO_ERROR);
    });
  }

  _failed(fault: ConnectionError): void {
    if (this._destroyed) return;
    // GOAWAY names the fault; to the streams it is a failure from within, as in node:http2.
    this._connection.closeCode = ErrorCode.INTERNAL_ERROR;
    this.destroy(faultOf(fault), fault.errorCode);
  }

  /** Ends a closed session without streams, once what the current turn says has been sent. */
  _destroyIfDoneSoon(): void {
    if (!this._destroyed) setImmediate(() => this.#destroyIfDone());
  }

  #destroyIfDone(): void {
    if (this._destroyed || !this._closed || this._connection.streams.size > 0 || this._pendingStreams.size > 0) return;
    this.destroy();
  }

  #assertUsable(): void {
    if (this._destroyed) throw nodeError('ERR_HTTP2_INVALID_SESSION');
  }

  override _whenConnected(action: () => void): void {
    if (this._connecting) this.#deferred.push(action);
    else action();
  }

  #connected(): void {
    const socket = this._socket;
    if (this._destroyed || socket === undefined) return;
    this._connecting = false;
    this._encrypted = socket.encrypted === true;
    this._alpnProtocol = this._encrypted ? socket.alpnProtocol || undefined : 'h2c';
    this._transport.attach(socket);
    this._connection.settings.send(this.#settings);
    for (const action of this.#deferred.splice(0)) action();
    process.nextTick(() => {
      this.emit('connect', this, socket);
      if (this._closed) this._refusePending();
      else this._startPending();
    });
  }

  #socketFailed(error: Error & { code?: string }): void {
    if (this._socket === undefined) return;
    // The peer is gone and leaves what we write unread: what it said before counts, and its end is told as any other.
    if (error.code === 'EPIPE') this.#socketClosed();
    // After GOAWAY it has every right to be gone.
    else if (error.code === 'ECONNRESET' && this._goawayCode !== null) this.destroy();
    else this.destroy(error);
  }

  #socketClosed(): void {
    const socket = this._socket;
    if (socket === undefined) return;
    const error = this._connecting ? nodeError('ERR_SOCKET_CLOSED') : undefined;
    for (const stream of [...this._connection.streams.all(), ...this._pendingStreams]) stream.close(ErrorCode.CANCEL);
    this._closed = true;
    this.#end(error, ErrorCode.NO_ERROR, !this._connection.isServer);
  }

  /** `spare` responses that have come whole and wait for their readers: they need no connection any more. What a server reads would have no answer. */
  #end(error: Error | undefined, code: number, spare = false): void {
    if (this._destroyed) return;
    this._destroyed = true;
    const connection = this._connection;
    connection.closeCode ||= code;
    this.#timer?.stop();
    this.removeAllListeners('timeout');
    for (const stream of [...this._pendingStreams]) stream.destroy(nodeError('ERR_HTTP2_STREAM_CANCEL', error));
    for (const stream of connection.streams.all()) if (!spare || !stream._bodyWaits) stream.destroy(error);
    const socket = this._socket;
    const alive = socket !== undefined && !socket.destroyed;
    if (alive && !this._connecting) connection.goaway(code, 0);
    this._transport.detach();
    this._socket = undefined;
    this._proxy = undefined;
    this._released();
    const done = () => this.#emitClose(error);
    if (!alive) process.nextTick(done);
    else
      endSocket(
        socket,
        { connected: !this._connecting, graceful: this._closed, error, lingerTimeout: connection.limits.lingerTimeout },
        done,
      );
  }

  /** A listener's promise was rejected, where the program has asked Node to see to that (`captureRejections`). */
  [rejection](error: Error, event: string | symbol, ...subjects: unknown[]): void {
    if (event === 'stream') (subjects[0] as Http2Stream).destroy(error);
    else this.destroy(error);
  }

  /** For what a kind of session must undo when it has let go of its socket. */
  _released(): void {}

  #emitClose(error: Error | undefined): void {
    if (error !== undefined) this.emit('error', error);
    this.emit('close');
  }
}

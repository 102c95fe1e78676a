import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Connection } from '../connection/connection.ts';
import { ErrorCode } from '../base/protocol.ts';
import { inspectForm, shown } from '../base/inspect.ts';
import { originSetOf } from './origin-set.ts';
import { RecurringList } from '../fields/recurring-list.ts';
import { sessionSocket } from './session-socket.ts';
import type { Transport } from '../connection/transport.ts';
import type { EffectiveSettings } from '../connection/settings.ts';
import type { SessionSocket } from './socket.ts';

/** The state of a session, and the properties that show it to programs. */
export abstract class SessionState extends EventEmitter {
  abstract readonly _connection: Connection;
  abstract readonly _transport: Transport;
  /** Whether a field that may stand once only is refused a second time. */
  abstract readonly _strictFields: boolean;
  /** How many origins a client takes note of. */
  abstract readonly _maxOriginSetSize: number;
  /** Undefined once the session has let go of it. */
  _socket: SessionSocket | undefined;
  /** What programs get in its place: made when first asked for, null until then. */
  _proxy: Duplex | undefined | null = null;
  /** Made when the first message is sent. */
  #messages: RecurringList | undefined;
  #trailers: RecurringList | undefined;
  _connecting = true;
  _closed = false;
  _destroyed = false;
  _goawayCode: number | null = null;
  _goawayLastStreamId = 0;
  _encrypted: boolean | undefined;
  _alpnProtocol: string | undefined;
  /** Made when first asked for. */
  _origins: Set<string> | undefined;

  /** Something has come from the peer, or gone to it. */
  abstract _touch(): void;
  /** Does at once, or when the socket stands, what writes a frame: none may go ahead of the preface. */
  abstract _whenConnected(action: () => void): void;
  abstract destroy(error?: Error | number | null, code?: number): void;
  abstract close(callback?: () => void): void;

  [inspectForm](
    depth: number | undefined,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const { type, closed, destroyed, state, localSettings, remoteSettings } = this;
    const parts = { type, closed, destroyed, state, localSettings, remoteSettings };
    return shown('Http2Session', depth, options, inspect, parts);
  }

  get type(): number {
    return this._connection.isServer ? 0 : 1;
  }

  /** Of requests or responses. */
  get _messages(): RecurringList {
    return (this.#messages ??= new RecurringList());
  }

  get _trailers(): RecurringList {
    return (this.#trailers ??= new RecurringList());
  }

  get connecting(): boolean {
    return this._connecting;
  }

  get closed(): boolean {
    return this._closed;
  }

  get destroyed(): boolean {
    return this._destroyed;
  }

  get encrypted(): boolean | undefined {
    return this._encrypted;
  }

  get alpnProtocol(): string | undefined {
    return this._alpnProtocol;
  }

  get originSet(): string[] | undefined {
    return this._encrypted && !this._destroyed ? [...originSetOf(this)] : undefined;
  }

  get goawayCode(): number {
    return this._goawayCode ?? ErrorCode.NO_ERROR;
  }

  get goawayLastStreamID(): number {
    return this._goawayLastStreamId;
  }

  get pendingSettingsAck(): boolean {
    return this._connecting || this._connection.settings.awaitsAcknowledgement;
  }

  get localSettings(): EffectiveSettings | Record<string, never> {
    return this._connecting || this._destroyed ? {} : this._connection.localSettings;
  }

  get remoteSettings(): EffectiveSettings | Record<string, never> {
    return this._connecting || this._destroyed ? {} : this._connection.remoteSettings;
  }

  get state(): Record<string, number> {
    if (this._connecting || this._destroyed) return {};
    const { receiveWindow, nextId, lastRemoteId, sender, encoder, decoder } = this._connection;
    return {
      effectiveLocalWindowSize: receiveWindow.size,
      effectiveRecvDataLength: receiveWindow.size - receiveWindow.available,
      nextStreamID: nextId,
      localWindowSize: receiveWindow.available,
      lastProcStreamID: lastRemoteId,
      remoteWindowSize: sender.window,
      outboundQueueSize: this._transport.queuedLength,
      deflateDynamicTableSize: encoder.tableSize,
      inflateDynamicTableSize: decoder.tableSize,
    };
  }

  /** The socket, guarded: it throws where it would be written to or read from. Undefined once the session has let go of it. */
  get socket(): Duplex {
    if (this._proxy === null) this._proxy = sessionSocket(this);
    return this._proxy as Duplex;
  }
}

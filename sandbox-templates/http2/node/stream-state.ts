import type { Buffer } from 'node:buffer';
import type { Connection } from '../connection/connection.ts';
import type { Callback } from '../connection/parties.ts';
import type { ReceiveWindow } from '../connection/flow-control.ts';
import type { OutgoingField } from '../hpack/encoder.ts';
import { inspectForm, shown } from '../base/inspect.ts';
import { headersObject } from '../fields/outgoing-headers.ts';
import type { HeadersInput, OutgoingHeaders } from '../fields/outgoing-headers.ts';
import { ErrorCode } from '../base/protocol.ts';
import { ReleasableDuplex } from './releasable-duplex.ts';
import type { SessionState } from './session-state.ts';

/**
 * The state of a stream, and the properties that show it to programs. Fields with an underscore belong to this package:
 * the connection, its receiver and its sender read and set them.
 */
export abstract class StreamState extends ReleasableDuplex {
  _session: SessionState | undefined;
  readonly _connection: Connection;
  /** 0 until it is assigned. */
  _id = 0;
  /** What the peer still lets us send, and what we let the peer send. */
  _sendWindow: number;
  _receiveWindow: ReceiveWindow;
  /** Open in the sense of section 5.1: neither reset nor ended by both sides. */
  _open = false;
  /** The peer has sent END_STREAM. */
  _remoteEnded = false;
  /** We have. */
  _localEnded = false;
  _endSent = false;
  _headersSent = false;
  _waitForTrailers = false;
  _trailersReady = false;
  /** What a content-length promised, less what has come; -1 where nothing was promised. */
  _bodyLeft = -1;

  /** The chunk that `_write` was given last, while part of it waits. */
  _chunk: Buffer | null = null;
  _offset = 0;
  _lent = false;
  _writeCallback: Callback | null = null;
  _moreFollows = false;
  /** Octets that count as waiting in the session's memory limit. */
  _held = 0;
  /** Octets in the read buffer. */
  _buffered = 0;
  /** Octets that arrived while the reader was behind; granted anew when it asks for more. */
  _unread = 0;
  /** Where, in which generation of the writer, the flags of the last DATA frame stand. */
  _lastDataFlags = -1;
  _lastDataGeneration = -1;

  /** The header section that was sent: as the program gave it, and as it went out. */
  _givenHeaders: HeadersInput | undefined;
  _sentFields: readonly OutgoingField[] | null = null;
  _closed = false;
  /** Ended well by both sides, with a body still to be read. */
  _bodyWaits = false;
  _aborted = false;
  _rstCode: number = ErrorCode.NO_ERROR;
  _endAfterHeaders = false;

  constructor(session: SessionState) {
    // The end of a stream is the protocol's to decide, not the Duplex's: a server may answer before it has read all.
    super({ autoDestroy: false, decodeStrings: false });
    // Octets are pushed as they come: to read ahead of the reader, with a tick for each chunk, would find none.
    const state = (this as unknown as { _readableState?: { readingMore: boolean } })._readableState;
    if (state !== undefined) state.readingMore = true;
    this._session = session;
    const connection = session._connection;
    this._connection = connection;
    this._sendWindow = connection.remoteSettings.initialWindowSize;
    this._receiveWindow = connection.newReceiveWindow();
  }

  [inspectForm](
    depth: number | undefined,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const { id, closed, destroyed, state } = this;
    const { _readableState: readableState, _writableState: writableState } = this as unknown as Record<string, unknown>;
    const parts = { id, closed, destroyed, state, readableState, writableState };
    return shown('Http2Stream', depth, options, inspect, parts);
  }

  get _strictFields(): boolean {
    return this._session?._strictFields !== false;
  }

  get id(): number | undefined {
    return this._id === 0 ? undefined : this._id;
  }

  get pending(): boolean {
    return this._id === 0;
  }

  get session(): SessionState | undefined {
    return this._session;
  }

  get aborted(): boolean {
    return this._aborted;
  }

  get rstCode(): number {
    return this._rstCode;
  }

  get headersSent(): boolean {
    return this._headersSent;
  }

  get endAfterHeaders(): boolean {
    return this._endAfterHeaders;
  }

  get bufferSize(): number {
    return this.writableLength;
  }

  get sentHeaders(): OutgoingHeaders | undefined {
    return this._sentFields === null ? undefined : headersObject(this._givenHeaders, this._sentFields);
  }

  get state(): Record<string, number> {
    if (this.destroyed || this._id === 0) return {};
    return {
      state: !this._open ? 7 : this._localEnded ? 5 : this._remoteEnded ? 6 : 2,
      weight: 16,
      sumDependencyWeight: 0,
      localClose: Number(this._localEnded),
      remoteClose: Number(this._remoteEnded),
      localWindowSize: this._sendWindow,
    };
  }
}

// `closed` stands in for Duplex's, which is declared as a property: here it says that the stream has been reset or has ended, as in
// node:http2. Node says so of a whole message that nobody has read yet, too, and node:stream then takes it for cut short: `for await`
// would fail on a body that came in with its headers.
Object.defineProperty(StreamState.prototype, 'closed', {
  configurable: true,
  get(this: StreamState): boolean {
    return this._closed && (!this._bodyWaits || this.readableEnded || this.destroyed);
  },
});

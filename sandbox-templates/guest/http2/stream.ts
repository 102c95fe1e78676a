import type { Buffer } from 'node:buffer';
import { Duplex } from 'node:stream';
import type { Connection } from './connection.ts';
import { nodeError } from './errors.ts';
import { ReceiveWindow } from './flow-control.ts';
import type { OutgoingField } from './hpack/encoder.ts';
import type { HeaderField } from './hpack/header-field.ts';
import { fieldList, headersObject } from './outgoing-headers.ts';
import type { HeadersInput, OutgoingHeaders } from './outgoing-headers.ts';
import { DEFAULT_WINDOW_SIZE, ErrorCode } from './protocol.ts';
import type { ReceivedHeaders } from './received-headers.ts';
import type { Http2Session } from './session.ts';
import { checkFunction, checkTimeout, IdleTimer } from './timeout.ts';

type Callback = (error?: Error | null) => void;

/** Whether closing a stream is told to the peer: never (it knows), when its writes are done, or at once. */
type Reset = 'none' | 'submit' | 'force';

const MAX_UINT32 = 2 ** 32 - 1;

/**
 * A stream of RFC 9113 section 5 as a Duplex. Fields with an underscore belong to this package; the engine in
 * `connection.ts` and its neighbours reads and sets them.
 */
export abstract class Http2Stream extends Duplex {
  _session: Http2Session | undefined;
  readonly _connection: Connection;
  /** 0 until it is assigned. */
  _id = 0;
  /** What the peer still lets us send, and what we let the peer send. */
  _sendWindow: number;
  readonly _receiveWindow: ReceiveWindow;
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
  _writeCallback: Callback | null = null;
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
  #sentTrailers: OutgoingHeaders | undefined;
  #closed = false;
  #aborted = false;
  #rstCode: number = ErrorCode.NO_ERROR;
  #finalCallback: Callback | null = null;
  #timer: IdleTimer | null = null;
  #endAfterHeaders = false;

  constructor(session: Http2Session) {
    // The end of a stream is the protocol's to decide, not the Duplex's: a server may answer before it has read all.
    super({ autoDestroy: false });
    this._session = session;
    const connection = session._connection;
    this._connection = connection;
    this._sendWindow = connection.remoteSettings.initialWindowSize;
    const { initialWindowSize } = connection.localSettings;
    const maxWindow = initialWindowSize === DEFAULT_WINDOW_SIZE ? connection.limits.maxStreamWindow : initialWindowSize;
    this._receiveWindow = new ReceiveWindow(initialWindowSize, maxWindow);
  }

  get id(): number | undefined {
    return this._id === 0 ? undefined : this._id;
  }

  get pending(): boolean {
    return this._id === 0;
  }

  get session(): Http2Session | undefined {
    return this._session;
  }

  // `closed` overrides Duplex's: here it says that the stream has been reset or has ended, as in node:http2.
  // @ts-expect-error Duplex declares a property.
  override get closed(): boolean {
    return this.#closed;
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get rstCode(): number {
    return this.#rstCode;
  }

  get headersSent(): boolean {
    return this._headersSent;
  }

  get endAfterHeaders(): boolean {
    return this.#endAfterHeaders;
  }

  get bufferSize(): number {
    return this.writableLength;
  }

  get sentHeaders(): OutgoingHeaders | undefined {
    return this._sentFields === null ? undefined : headersObject(this._givenHeaders, this._sentFields);
  }

  get sentTrailers(): OutgoingHeaders | undefined {
    return this.#sentTrailers;
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

  /** Priorities were taken out of HTTP/2 (RFC 9113 section 5.3); as in Node, this does nothing. */
  priority(): void {
    if (this.destroyed) throw nodeError('ERR_HTTP2_INVALID_STREAM');
  }

  setTimeout(milliseconds: number, callback?: () => void): this {
    if (this.destroyed) return this;
    checkTimeout(milliseconds, callback);
    this.#timer?.stop();
    this.#timer = milliseconds === 0 ? null : new IdleTimer(milliseconds, () => this.emit('timeout'));
    if (callback !== undefined) {
      if (milliseconds === 0) this.removeListener('timeout', callback);
      else this.once('timeout', callback);
    }
    return this;
  }

  /** Closes the stream with RST_STREAM, unless both sides have ended it. The callback waits for 'close'. */
  close(code: number = ErrorCode.NO_ERROR, callback?: () => void): void {
    if (typeof code !== 'number') throw nodeError('ERR_INVALID_ARG_TYPE', 'code', 'of type number');
    if (!Number.isInteger(code) || code < 0 || code > MAX_UINT32) throw nodeError('ERR_OUT_OF_RANGE', 'code', `>= 0 && <= ${MAX_UINT32}`, code);
    if (callback !== undefined) checkFunction(callback, 'callback');
    if (this.#closed) return;
    if (callback !== undefined) this.once('close', callback);
    this.#close(code, 'submit');
  }

  sendTrailers(headers: OutgoingHeaders): void {
    if (this.destroyed || this.#closed) throw nodeError('ERR_HTTP2_INVALID_STREAM');
    if (this.#sentTrailers !== undefined) throw nodeError('ERR_HTTP2_TRAILERS_ALREADY_SENT');
    if (!this._trailersReady) throw nodeError('ERR_HTTP2_TRAILERS_NOT_READY');
    this._touch();
    const { fields } = fieldList(headers, 'trailers', this._connection.strictSingleValueFields);
    this.#sentTrailers = headersObject(headers, fields);
    this._waitForTrailers = false;
    if (fields.length === 0) this._connection.sender.endStream(this);
    else this._connection.sender.headers(this, fields, true);
    this._finished();
  }

  override _write(chunk: Buffer, _encoding: string, callback: Callback): void {
    if (this._id === 0) {
      this._chunk = chunk;
      this._writeCallback = callback;
      return;
    }
    if (this.#closed) {
      // What was written before the stream was closed has nowhere to go.
      this._chunk = chunk;
      this._writeCallback = callback;
      return;
    }
    this._touch();
    if (!this._headersSent) this._respond(false);
    this._connection.sender.write(this, chunk, callback);
  }

  override _final(callback: Callback): void {
    if (this._id === 0 && !this.#closed) {
      this.#finalCallback = callback;
      return;
    }
    if (this.#closed || this._endSent) {
      finish(this, callback);
      return;
    }
    if (!this._waitForTrailers) {
      if (this._headersSent) this._connection.sender.endStream(this);
      else if (!this._endsWithHeaders()) this._respond(true);
    }
    // One turn later, as in Node: a request that has come whole is told to have ended before its answer is.
    process.nextTick(finish, this, callback);
  }

  override _read(): void {
    if (this._unread > 0) {
      const length = this._unread;
      this._unread = 0;
      this._connection.consumed(this, length);
    }
  }

  /** Every way of reading what was buffered comes through here. */
  override read(size?: number): any {
    const chunk: unknown = super.read(size);
    if (chunk !== null && this._buffered > 0) this.#account(this.readableLength);
    return chunk;
  }

  override _destroy(error: Error | null, callback: Callback): void {
    const connection = this._connection;
    const sessionCode = connection.closeCode;
    let code = this.#closed ? this.#rstCode : sessionCode;
    if (error !== null) {
      code = sessionCode !== 0 ? sessionCode : error.name === 'AbortError' ? ErrorCode.CANCEL : ErrorCode.INTERNAL_ERROR;
    }
    if (!this.#closed) this.#close(code, this._id === 0 ? 'none' : 'force');
    this.#timer?.stop();
    this.#timer = null;
    connection.forget(this);
    if (this._buffered > 0) this.#account(0);
    // A stream without an error ends before it closes, even one that was cut short: 'aborted' tells the difference.
    this.push(null);
    // CANCEL is how a client says it no longer cares: 'aborted' tells of it, no error does.
    if (error === null && code !== ErrorCode.NO_ERROR && code !== ErrorCode.CANCEL) error = nodeError('ERR_HTTP2_STREAM_ERROR', code);
    this._session = undefined;
    const writeCallback = this._writeCallback;
    if (writeCallback !== null) {
      this._chunk = null;
      this._writeCallback = null;
      const writeError = error ?? nodeError('ERR_STREAM_DESTROYED', 'write');
      // After 'close', which says more about why.
      setImmediate(() => writeCallback(writeError));
    }
    callback(error);
  }

  #close(code: number, reset: Reset): void {
    this.#closed = true;
    this.#rstCode = code;
    this.#timer?.stop();
    this.#timer = null;
    this.removeAllListeners('timeout');
    const ending = this.writableEnded;
    if (!ending) {
      this.#aborted = true;
      this.emit('aborted');
      if (!this.destroyed) this.end();
    }
    if (reset === 'none') return;
    if (!ending || this.writableFinished || code !== ErrorCode.NO_ERROR || reset === 'force') this.#reset(code);
    else this.once('finish', () => this.#reset(code));
  }

  #reset(code: number): void {
    if (this._id !== 0) {
      this._connection.reset(this, code);
    } else if (!this.destroyed) {
      // The peer never heard of it.
      this.push(null);
      this._connection.forget(this);
      process.nextTick(() => this._peerClosed(code));
    }
  }

  /** The stream has left the states in which frames flow: by END_STREAM both ways (NO_ERROR), or by a reset. */
  _peerClosed(code: number): void {
    if (this.destroyed) return;
    if (!this.#closed) this.#close(code, 'none');
    if (!this.readable || code !== ErrorCode.NO_ERROR) {
      this.destroy();
      return;
    }
    // What has arrived can still be read; 'end' comes after it.
    this.on('end', destroyStream);
    this.push(null);
    if (this._connection.isServer && this.readableFlowing === null && !this.readableDidRead) this.resume();
    else this.read(0);
  }

  /** The stream has got its identifier and its header block is written: what was held back can go. */
  _start(id: number): void {
    this._id = id;
    this._open = true;
    this.emit('ready');
    if (this.destroyed) return;
    const chunk = this._chunk;
    if (chunk !== null) {
      const callback = this._writeCallback!;
      this._chunk = null;
      this._writeCallback = null;
      this._connection.sender.write(this, chunk, callback);
    }
    const final = this.#finalCallback;
    if (final !== null) {
      this.#finalCallback = null;
      this._final(final);
    }
  }

  _receiveData(piece: Buffer): void {
    this._touch();
    const length = piece.length;
    if (this.push(piece)) this._connection.consumed(this, length);
    else this._unread += length;
    const buffered = this.readableLength;
    if (buffered !== this._buffered) this.#account(buffered);
  }

  #account(buffered: number): void {
    this._connection.account(buffered - this._buffered);
    this._buffered = buffered;
  }

  _receiveEnd(afterHeaders: boolean): void {
    this._remoteEnded = true;
    this.#endAfterHeaders = afterHeaders;
    this.push(null);
    if (this._localEnded) this._connection.closed(this, ErrorCode.NO_ERROR);
  }

  /**
   * Trailers end the peer's side. They are told of a tick later, after a body whose reader was only just attached.
   */
  _emitTrailers(received: ReceivedHeaders, flags: number): void {
    process.nextTick(() => {
      this.emit('trailers', received.headers, flags, received.raw);
    });
    this._receiveEnd(false);
  }

  /** Our side has ended, and 'finish' has told so. */
  _finished(): void {
    this._localEnded = true;
    if (this._remoteEnded) this._connection.closed(this, ErrorCode.NO_ERROR);
  }

  _touch(): void {
    this.#timer?.touch();
    this._session?._touch();
  }

  /** A response begins by writing to it. */
  abstract _respond(endStream: boolean): void;
  /** Whether the header block still to come will carry END_STREAM. */
  abstract _endsWithHeaders(): boolean;
  /** A later header block of this stream. Returns false where the message is malformed. */
  abstract _receiveHeaders(fields: readonly HeaderField[], flags: number, endStream: boolean): boolean;
  /** Whether DATA may come now (RFC 9113 section 8.1: after the header section, before trailers). */
  abstract _expectsBody(): boolean;
}

function destroyStream(this: Http2Stream): void {
  this.destroy();
}

function finish(stream: Http2Stream, callback: Callback): void {
  callback();
  // The Writable emits 'finish' in the next tick; what depends on it comes after.
  process.nextTick(afterFinish, stream);
}

function afterFinish(stream: Http2Stream): void {
  if (stream.destroyed) return;
  if (stream._waitForTrailers && !stream.closed) {
    stream._trailersReady = true;
    if (!stream.emit('wantTrailers')) stream.sendTrailers({});
    return;
  }
  if (stream._endSent) stream._finished();
}

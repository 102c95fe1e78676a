import { Buffer } from 'node:buffer';
import { checkFunction, checkInteger, checkTimeout } from '../base/check.ts';
import { warnOfPriorities } from '../base/warnings.ts';
import { nodeError } from '../base/errors.ts';
import type { OutgoingField } from '../hpack/encoder.ts';
import type { HeaderField } from '../hpack/header-field.ts';
import { clientStream, serverStream } from './diagnostics.ts';
import { IdleTimer } from './idle-timer.ts';
import { fieldList, headersObject } from '../fields/outgoing-headers.ts';
import type { HeadersInput, OutgoingHeaders } from '../fields/outgoing-headers.ts';
import { ErrorCode, FrameType, MIN_MAX_FRAME_SIZE } from '../base/protocol.ts';
import type { ReceivedHeaders } from '../fields/received-headers.ts';
import type { Callback, ProtocolStream, Refusal } from '../connection/parties.ts';
import { later } from '../connection/later.ts';
import { release } from './releasable-duplex.ts';
import { StreamState } from './stream-state.ts';

/** Whether closing a stream is told to the peer: never (it knows), when its writes are done, or at once. */
type Reset = 'none' | 'submit' | 'force';

const MAX_UINT32 = 2 ** 32 - 1;
/** Octets of memory that a piece of a body takes while it waits for its reader, besides its own: DATA may come one octet at a time. */
const PIECE_COST = 112;

/** What a stream fails with whose header list is not sent. */
export const refusalCodes: Record<Refusal, number> = {
  'too long for us': ErrorCode.FRAME_SIZE_ERROR,
  'too long for the peer': ErrorCode.ENHANCE_YOUR_CALM,
  malformed: ErrorCode.PROTOCOL_ERROR,
};

/** A stream of RFC 9113 section 5 as a Duplex: what programs do with it, and how it ends. */
export abstract class Http2Stream extends StreamState implements ProtocolStream {
  /** As the program gave them, and as they went out. */
  #givenTrailers: HeadersInput | undefined;
  #sentTrailers: readonly OutgoingField[] | null = null;
  #finalCallback: Callback | null = null;
  /** What was written before the stream had begun. */
  #early: (() => void) | null = null;
  /** Nothing more of the body goes out: it was closed before its end, which END_STREAM must not claim, or its header section was refused. */
  #cutShort = false;
  /** Its reader was asleep, and 'aborted' has roused it: it gets what is there. */
  #roused = false;
  #timer: IdleTimer | null = null;
  /** In about how many pieces there is what waits for its reader. */
  #pieces = 0;
  /** Some of its body has gone out. */
  #hasSent = false;
  /** Trailers have come that the program has not heard of. */
  #trailersUntold = false;
  /** The code with which the stream was left meanwhile, or -1. */
  #leftWith = -1;

  get sentTrailers(): OutgoingHeaders | undefined {
    return this.#sentTrailers === null ? undefined : headersObject(this.#givenTrailers, this.#sentTrailers);
  }

  /** Priorities were taken out of HTTP/2 (RFC 9113 section 5.3); as in Node, this does nothing. */
  priority(): void {
    warnOfPriorities('http2Stream.priority is longer supported after priority signalling was deprecated in RFC 9113');
    if (this.destroyed) throw nodeError('ERR_HTTP2_INVALID_STREAM');
  }

  setTimeout(milliseconds: number, callback?: () => void): this {
    if (this.destroyed) return this;
    checkTimeout(milliseconds, callback);
    if (milliseconds === 0) {
      this.#timer?.stop();
    } else {
      (this.#timer ??= new IdleTimer(this)).start(milliseconds);
      this._session?._touch();
    }
    if (callback !== undefined) {
      if (milliseconds === 0) this.removeListener('timeout', callback);
      else this.once('timeout', callback);
    }
    return this;
  }

  get _isWriting(): boolean {
    if (this._id !== 0 && this.writableLength > 0) return true;
    // What it wrote may be in the socket still.
    return this.#hasSent && this._session !== undefined && this._session._transport.queuedLength > 0;
  }

  /** Closes the stream with RST_STREAM, unless both sides have ended it. The callback waits for 'close'. */
  close(code: number = ErrorCode.NO_ERROR, callback?: () => void): void {
    checkInteger(code, 'code', 0, MAX_UINT32);
    if (callback !== undefined) checkFunction(callback, 'callback');
    if (this._closed) return;
    if (callback !== undefined) this.once('close', callback);
    this.#close(code, 'submit');
  }

  sendTrailers(headers: OutgoingHeaders): void {
    if (this.destroyed || this._closed) throw nodeError('ERR_HTTP2_INVALID_STREAM');
    if (this.#sentTrailers !== null) throw nodeError('ERR_HTTP2_TRAILERS_ALREADY_SENT');
    if (!this._trailersReady) throw nodeError('ERR_HTTP2_TRAILERS_NOT_READY');
    this._touch();
    const recurring = this._session!._trailers;
    const { fields, given } =
      recurring.find(headers) ?? recurring.keep(headers, fieldList(headers, 'trailers', this._strictFields));
    this.#givenTrailers = given;
    this.#sentTrailers = fields;
    this._waitForTrailers = false;
    if (fields.length === 0) this._connection.sender.endStream(this);
    else if (!this._connection.sender.headers(this, fields, true)) return;
    this._finished();
  }

  override _write(data: Buffer | string, encoding: BufferEncoding, callback: Callback): void {
    if (!this.#canWrite(callback)) {
      this.#early = () => this._write(data, encoding, callback);
      return;
    }
    this._connection.sender.write(this, octetsOf(data, encoding), callback);
    if (clientStream.bodyChunkSent.hasSubscribers) this.#publishChunk(false, data, encoding);
  }

  /** Chunks that were held back while one was on its way, or by `cork()`: small ones leave together, in one frame. */
  override _writev(chunks: readonly WrittenChunk[], callback: Callback): void {
    if (!this.#canWrite(callback)) {
      this.#early = () => this._writev(chunks, callback);
      return;
    }
    const pieces = gather(chunks);
    let next = 0;
    const proceed = (error?: Error | null) => {
      if (error || next === pieces.length) callback(error);
      // The stream may have been reset meanwhile.
      else if (this.#canWrite(proceed))
        this._connection.sender.write(this, pieces[next++]!, proceed, next < pieces.length);
    };
    proceed();
    if (clientStream.bodyChunkSent.hasSubscribers) this.#publishChunk(true, chunks, '');
  }

  /** Whether a write can go out now. */
  #canWrite(callback: Callback): boolean {
    if (this._id !== 0 && this._open && !this.#cutShort) {
      this._touch();
      if (!this._headersSent) this._respond(false);
      return true;
    }
    // Before it has begun it waits; after a reset there is nowhere for it to go, and the end of the stream tells so.
    this._writeCallback = callback;
    return false;
  }

  #publishChunk(writev: boolean, data: unknown, encoding: string): void {
    if (this._connection.isServer) return;
    clientStream.bodyChunkSent.publish({ stream: this, writev, data, encoding });
  }

  override _final(callback: Callback): void {
    if (this._id === 0 && !this.#cutShort) {
      this.#finalCallback = callback;
      return;
    }
    if (this.#cutShort || this._endSent || (this._id !== 0 && !this._open)) {
      finish(this, callback);
    } else {
      if (!this._waitForTrailers) {
        if (this._headersSent) this._connection.sender.endStream(this);
        else if (!this._endsWithHeaders()) this._respond(true);
      }
      // One turn later, as in Node: a request that has come whole is told to have ended before its answer is.
      process.nextTick(finish, this, callback);
    }
    if (!clientStream.bodySent.hasSubscribers || this._id === 0 || this._connection.isServer) return;
    const publish = () => clientStream.bodySent.publish({ stream: this });
    // What is written may go out before its request is told to have started.
    if (this.#hasSent) process.nextTick(publish);
    else publish();
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
    let code = this._closed ? this._rstCode : sessionCode;
    if (error !== null) {
      code =
        sessionCode !== 0 ? sessionCode : error.name === 'AbortError' ? ErrorCode.CANCEL : ErrorCode.INTERNAL_ERROR;
    }
    if (!this._closed) this.#close(code, this._id === 0 ? 'none' : 'force');
    // It was to be reset when its writes are done: they never will be.
    else if (this._open) this.#reset(code);
    this.#timer?.stop();
    connection.forget(this);
    if (this._buffered > 0) this.#account(0);
    // A reader that gives up at one chunk is not told of the next.
    if (this.readableFlowing === true && this.readableLength > 0 && !this.#roused) this.pause();
    // A stream without an error ends before it closes, even one that was cut short: 'aborted' tells the difference.
    this.push(null);
    // CANCEL is how a client says it no longer cares: 'aborted' tells of it, no error does.
    if (error === null && code !== ErrorCode.NO_ERROR && code !== ErrorCode.CANCEL)
      error = nodeError('ERR_HTTP2_STREAM_ERROR', code);
    this._session = undefined;
    release(this);
    const writeCallback = this._writeCallback;
    if (writeCallback !== null) {
      this._chunk = null;
      this.#early = null;
      this._writeCallback = null;
      const writeError = error ?? nodeError('ERR_STREAM_DESTROYED');
      // After 'close', which says more about why.
      setImmediate(() => writeCallback(writeError));
    }
    if (error !== null) {
      const { error: channel } = connection.isServer ? serverStream : clientStream;
      if (channel.hasSubscribers) channel.publish({ stream: this, error });
    }
    callback(error);
  }

  #close(code: number, reset: Reset): void {
    this.#shut(code, reset);
    const { close } = this._connection.isServer ? serverStream : clientStream;
    if (close.hasSubscribers) close.publish({ stream: this });
  }

  #shut(code: number, reset: Reset): void {
    this._closed = true;
    this._rstCode = code;
    this.#timer?.stop();
    if (this.listenerCount('timeout') > 0) this.removeAllListeners('timeout');
    const ending = this.writableEnded;
    const ends = code === ErrorCode.NO_ERROR && reset === 'submit';
    if (!ending) {
      this._aborted = true;
      const flows = (): boolean => this.readableFlowing === true;
      const flowed = flows();
      this.emit('aborted');
      this.#roused = !flowed && flows();
      this.#cutShort = !ends || !this._open || !this._headersSent;
      this.end();
    }
    if (reset === 'none') return;
    if (!ends || this.writableFinished || this.#cutShort) {
      this.#reset(code);
      return;
    }
    this.once('finish', () => this.#reset(code));
    // A body that is closed where it stands ends there, with what the windows let out at once.
    if (!ending) setImmediate(() => this.#reset(code));
  }

  #reset(code: number): void {
    if (this._id !== 0) {
      this._connection.reset(this, code);
    } else if (this._session?.connecting) {
      // As in Node, it is sent all the same, and then its reset.
      this.push(null);
      this.once('ready', () => this.#reset(code));
    } else if (!this.destroyed) {
      // The peer never heard of it.
      this.push(null);
      this._connection.forget(this);
      process.nextTick(tellLeft, this, code);
    }
  }

  _left(code: number, byPeer: boolean): void {
    if (this.#trailersUntold) this.#leftWith = code;
    else this._tellLeftSoon(code, byPeer);
  }

  _tellLeftSoon(code: number, byPeer: boolean): void {
    if (byPeer) later(tellLeft, this, code);
    // A stream that we ended or reset shows it a tick later, when a reader that is up to date has seen 'end'.
    else process.nextTick(tellLeft, this, code);
  }

  /** Shows the program that the stream has ended, or has been reset. */
  _tellLeft(code: number): void {
    if (this.destroyed) return;
    const closed = this._closed;
    if (!closed) this.#close(code, 'none');
    if (!this.readable || code !== ErrorCode.NO_ERROR) {
      this.destroy();
      return;
    }
    // What has arrived can still be read; 'end' comes after it, and only then does the stream say that it is closed.
    this._bodyWaits = !closed;
    this.on('end', destroyStream);
    this.push(null);
    if (this._connection.isServer && this.readableFlowing === null && !this.readableDidRead) this.resume();
    else this.read(0);
  }

  /** The stream has got its identifier and its header block is written: what was held back can go. */
  _start(): void {
    this._open = true;
    if (this.writableCorked > 0) this.uncork();
    this.emit('ready');
    if (this.destroyed) return;
    const early = this.#early;
    if (early !== null) {
      this.#early = null;
      this._writeCallback = null;
      early();
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
    let wantsMore = true;
    try {
      wantsMore = this.push(piece);
    } finally {
      // Also where a listener throws: it has had the piece.
      if (wantsMore) this._connection.consumed(this, length);
      else this._unread += length;
    }
    const buffered = this.readableLength;
    if (buffered > this._buffered) this.#account(buffered, this.#pieces + 1);
  }

  /** `pieces`, where they are not known: as many of them as of the octets. */
  #account(buffered: number, pieces = Math.ceil((this.#pieces * buffered) / this._buffered)): void {
    this._connection.account(buffered - this._buffered + (pieces - this.#pieces) * PIECE_COST);
    this._buffered = buffered;
    this.#pieces = pieces;
  }

  _receiveEnd(afterHeaders: boolean): void {
    this._remoteEnded = true;
    this._endAfterHeaders = afterHeaders;
    this.push(null);
    if (this._localEnded) this._connection.closed(this, ErrorCode.NO_ERROR);
  }

  /** Trailers end the peer's side. */
  _receiveTrailers(received: ReceivedHeaders, flags: number): void {
    this._remoteEnded = true;
    this.#trailersUntold = true;
    later(tellTrailers, this, received, flags);
    if (this._localEnded) this._connection.closed(this, ErrorCode.NO_ERROR);
  }

  _tellTrailers(received: ReceivedHeaders, flags: number): void {
    this.#trailersUntold = false;
    try {
      if (!this.destroyed) this.emit('trailers', received.headers, flags, received.raw);
    } finally {
      if (!this.destroyed) this.push(null);
      if (this.#leftWith >= 0) process.nextTick(tellLeft, this, this.#leftWith);
    }
  }

  /** Our side has ended, and 'finish' has told so. */
  _finished(): void {
    this._localEnded = true;
    if (this._remoteEnded) this._connection.closed(this, ErrorCode.NO_ERROR);
  }

  _sent(): void {
    this.#hasSent = true;
    this._touch();
  }

  _wrote(callback: Callback, error?: Error | null): void {
    this._touch();
    callback(error);
    // After a mistake such as a write after the end, node:stream ends nothing any more. What had been ended before is.
    if (this.writableEnded && this.errored && !this._endSent && !this.destroyed) this._final(() => undefined);
  }

  _headersRefused(why: Refusal): void {
    const opens = !this._connection.isServer && !this._trailersReady;
    const ours = why === 'too long for us';
    this.#cutShort = true;
    const code = refusalCodes[why];
    process.nextTick(() => {
      if (ours) this.emit('frameError', FrameType.HEADERS, code, this._id);
      // The peer has not heard of a request whose header block was not sent.
      if (opens) {
        this._open = true;
        this._connection.closed(this, ours ? ErrorCode.REFUSED_STREAM : code, 'resetByPeer', false);
      } else {
        this._connection.reset(this, code);
      }
      if (ours) this._session?.close();
    });
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

interface WrittenChunk {
  chunk: Buffer | string;
  encoding: BufferEncoding;
}

function octetsOf(data: Buffer | string, encoding: BufferEncoding): Buffer {
  return typeof data === 'string' ? Buffer.from(data, encoding) : data;
}

/** The chunks as buffers; those that fit one frame together are one. */
function gather(chunks: readonly WrittenChunk[]): Buffer[] {
  const pieces: Buffer[] = [];
  let small: Buffer[] = [];
  let length = 0;
  const close = () => {
    if (small.length > 0) pieces.push(small.length === 1 ? small[0]! : Buffer.concat(small, length));
    small = [];
    length = 0;
  };
  for (const { chunk, encoding } of chunks) {
    const octets = octetsOf(chunk, encoding);
    if (length + octets.length > MIN_MAX_FRAME_SIZE) close();
    small.push(octets);
    length += octets.length;
  }
  close();
  return pieces;
}

function destroyStream(this: Http2Stream): void {
  this.destroy();
}

function tellLeft(stream: Http2Stream, code: number): void {
  stream._tellLeft(code);
}

function tellTrailers(stream: Http2Stream, received: ReceivedHeaders, flags: number): void {
  stream._tellTrailers(received, flags);
}

function finish(stream: Http2Stream, callback: Callback): void {
  callback();
  // The Writable emits 'finish' in the next tick; what depends on it comes after.
  process.nextTick(afterFinish, stream);
}

function afterFinish(stream: Http2Stream): void {
  // Whoever closed it meanwhile has said how it ends.
  if (stream.destroyed || stream._closed) return;
  if (stream._waitForTrailers) {
    stream._trailersReady = true;
    if (!stream.emit('wantTrailers')) stream.sendTrailers({});
    return;
  }
  if (stream._endSent) stream._finished();
}

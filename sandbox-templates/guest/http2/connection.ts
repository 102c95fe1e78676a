import { Buffer } from 'node:buffer';
import { ClosedStreams } from './closed-streams.ts';
import type { Closure } from './closed-streams.ts';
import { ReceiveWindow } from './flow-control.ts';
import { FrameWriter } from './frame-writer.ts';
import { HpackDecoder } from './hpack/decoder.ts';
import type { HeaderListLimits } from './hpack/decoder.ts';
import { HpackEncoder } from './hpack/encoder.ts';
import { RateLimit } from './limits.ts';
import type { Limits } from './limits.ts';
import { DEFAULT_WINDOW_SIZE, ErrorCode, FrameType, MAX_STREAM_ID } from './protocol.ts';
import { Pings } from './pings.ts';
import { receiveHeaders } from './received-headers.ts';
import { Sender } from './sender.ts';
import type { Http2Session } from './session.ts';
import { SettingsExchange } from './settings-exchange.ts';
import type { Http2Stream } from './stream.ts';
import { Transport } from './transport.ts';
import { tooMany } from './violations.ts';

/** Most of an encoder's table that we use, however much the peer offers: it is our memory. */
const MAX_ENCODER_TABLE = 4096;

/**
 * One connection's protocol state, between its socket and its session: the streams, the windows, the compression, the
 * settings. The receiver and the sender work on it; the session shows it to the program.
 */
export class Connection {
  readonly session: Http2Session;
  readonly isServer: boolean;
  readonly limits: Limits;
  readonly strictSingleValueFields: boolean;
  readonly writer = new FrameWriter();
  readonly encoder = new HpackEncoder(MAX_ENCODER_TABLE);
  readonly decoder = new HpackDecoder();
  readonly receiveWindow: ReceiveWindow;
  readonly windowUpdates: RateLimit;
  readonly settings: SettingsExchange;
  readonly sender: Sender;
  readonly pings: Pings;
  readonly transport: Transport;
  readonly closedStreams = new ClosedStreams();
  /** By identifier, until the program is done with them too. */
  readonly streams = new Map<number, Http2Stream>();
  /** Streams the peer has open, and we. */
  openRemotely = 0;
  openLocally = 0;
  lastRemoteId = 0;
  nextId: number;
  /** Why the session ended, for the streams it takes along; 0 while it lives. */
  closeCode = 0;
  headerListLimits: HeaderListLimits;

  /** Octets that streams have received and no one has read. */
  #buffered = 0;
  /** Octets withheld from the connection's window while there are too many of those. */
  #withheld = 0;
  #invalidFrames = 0;
  /** The last stream that the GOAWAY we sent lets live. */
  #lastAccepted = MAX_STREAM_ID;

  constructor(session: Http2Session, isServer: boolean, limits: Limits, strictSingleValueFields: boolean) {
    this.session = session;
    this.isServer = isServer;
    this.limits = limits;
    this.strictSingleValueFields = strictSingleValueFields;
    this.nextId = isServer ? 2 : 1;
    this.headerListLimits = { maxSize: limits.maxHeaderListSize, maxFields: limits.maxHeaderListPairs };
    this.receiveWindow = new ReceiveWindow(DEFAULT_WINDOW_SIZE, limits.maxConnectionWindow);
    this.windowUpdates = new RateLimit(limits.windowUpdateBurst, limits.windowUpdateRate);
    this.settings = new SettingsExchange(this);
    this.sender = new Sender(this);
    this.pings = new Pings(this);
    this.transport = new Transport(this);
  }

  get localSettings() {
    return this.settings.local;
  }

  get remoteSettings() {
    return this.settings.remote;
  }

  /** Lets go of the socket, and of everyone who waits for an answer over it. */
  detach(): void {
    this.transport.detach();
    const callbacks = this.sender.takeCallbacks();
    if (callbacks !== null) for (const callback of callbacks) callback();
    this.pings.cancel();
    this.settings.cancel();
  }

  /** Has everything written in this turn of the event loop sent at its end. */
  flushSoon(): void {
    this.transport.flushSoon();
  }

  /** Octets of a body have arrived: they leave the connection's window at once, so that a slow stream holds up no other. */
  arrived(length: number): void {
    if (this.#buffered > this.#memoryLimit) {
      this.#withheld += length;
      return;
    }
    const increment = this.receiveWindow.consume(length);
    if (increment === 0) return;
    this.writer.windowUpdate(0, increment);
    this.flushSoon();
  }

  get #memoryLimit(): number {
    return this.limits.maxSessionMemory * 1_000_000;
  }

  /** The octets that streams hold for their readers have changed by so many. */
  account(change: number): void {
    this.#buffered += change;
    if (this.#withheld === 0 || this.#buffered > this.#memoryLimit) return;
    const withheld = this.#withheld;
    this.#withheld = 0;
    this.arrived(withheld);
  }

  /** The program has read octets of a stream. */
  consumed(stream: Http2Stream, length: number): void {
    const increment = stream._receiveWindow.consume(length);
    if (increment === 0 || !stream._open || stream._remoteEnded) return;
    this.writer.windowUpdate(stream._id, increment);
    this.flushSoon();
  }

  setLocalWindowSize(size: number): void {
    const increment = this.receiveWindow.set(size);
    if (increment === 0) return;
    this.writer.windowUpdate(0, increment);
    this.flushSoon();
  }

  /** Whether no one has yet opened, or skipped, a stream (section 5.1.1). */
  isIdle(id: number): boolean {
    // Neither side pushes, so only clients open streams: with odd identifiers.
    if ((id & 1) === 0) return true;
    return this.isServer ? id > this.lastRemoteId : id >= this.nextId;
  }

  isGoingAway(id: number): boolean {
    return id > this.#lastAccepted;
  }

  /** A client opens a stream by its first header block. */
  openRemote(id: number, decoder: HpackDecoder, flags: number, endStream: boolean): void {
    this.lastRemoteId = id;
    // Streams past our GOAWAY are not processed; the client knows (section 6.8).
    if (this.isGoingAway(id)) return;
    const refusal = this.#refusal(decoder.exceeded);
    if (refusal !== ErrorCode.NO_ERROR) {
      if (refusal === ErrorCode.REFUSED_STREAM) this.#resetById(id, refusal);
      else this.streamError(id, refusal);
      return;
    }
    const received = receiveHeaders(decoder.fields, 'request');
    // A body that was promised and does not come makes the message malformed, too (section 8.1.1).
    if (received === null || (endStream && received.contentLength > 0)) {
      this.streamError(id, ErrorCode.PROTOCOL_ERROR);
      return;
    }
    this.openRemotely++;
    this.session._requestReceived(id, received, flags, endStream);
  }

  #refusal(tooLong: boolean): number {
    if (tooLong) return ErrorCode.ENHANCE_YOUR_CALM;
    const { maxConcurrentStreams } = this.settings.local;
    if (this.openRemotely >= Math.min(maxConcurrentStreams, this.limits.maxOpenStreams) || this.session.closed)
      return ErrorCode.REFUSED_STREAM;
    if (this.sender.held + this.#buffered > this.#memoryLimit) return ErrorCode.ENHANCE_YOUR_CALM;
    return ErrorCode.NO_ERROR;
  }

  /** The peer made an error that costs one stream (section 5.4.2); too many of them cost the connection. */
  streamError(id: number, code: number): void {
    if (++this.#invalidFrames > this.limits.maxSessionInvalidFrames) tooMany('invalid frames');
    const stream = this.streams.get(id);
    if (stream?._open) this.reset(stream, code);
    else this.#resetById(id, code);
  }

  /** Closes a stream with RST_STREAM. */
  reset(stream: Http2Stream, code: number): void {
    if (!stream._open) return;
    // The end of the session ends its streams; GOAWAY says so for all of them.
    if (!this.session.destroyed) this.writer.rstStream(stream._id, code);
    this.flushSoon();
    this.closed(stream, code, 'resetByUs');
  }

  #resetById(id: number, code: number): void {
    this.writer.rstStream(id, code);
    this.closedStreams.remember(id, 'resetByUs');
    this.flushSoon();
  }

  /** A program's header block exceeds `maxSendHeaderBlockLength`: the stream fails, and as in node:http2 the session closes. */
  blockTooLong(stream: Http2Stream): void {
    const opens = stream._sentFields !== null && !this.isServer;
    process.nextTick(() => {
      stream.emit('frameError', FrameType.HEADERS, ErrorCode.FRAME_SIZE_ERROR, stream._id);
      // The peer has not heard of a request whose header block was not sent.
      if (opens) this.closed(stream, ErrorCode.REFUSED_STREAM, 'resetByPeer');
      else this.reset(stream, ErrorCode.INTERNAL_ERROR);
      this.session.close();
    });
  }

  /** A stream has left the states in which frames flow. */
  closed(stream: Http2Stream, code: number, closure: Closure = 'ended'): void {
    if (!stream._open) return;
    stream._open = false;
    this.closedStreams.remember(stream._id, closure);
    this.sender.forget(stream);
    if (this.isServer) this.openRemotely--;
    else this.openLocally--;
    // A stream that we ended or reset shows it a tick later, when a reader that is up to date has seen 'end'.
    if (closure === 'resetByPeer') stream._peerClosed(code);
    else process.nextTick(peerClosed, stream, code);
    this.session._streamClosed();
  }

  /** The program is done with a stream. */
  forget(stream: Http2Stream): void {
    this.sender.forget(stream);
    if (stream._id !== 0) this.streams.delete(stream._id);
    this.session._streamForgotten(stream);
  }

  settingsReceived(entries: ReadonlyArray<readonly [number, number]>): void {
    this.settings.received(entries);
    this.encoder.setCapacity(Math.min(this.settings.remote.headerTableSize, MAX_ENCODER_TABLE));
    this.writer.settingsAck();
    this.flushSoon();
    this.session._remoteSettingsChanged();
  }

  /** Tells the peer which streams will still be answered; 0 stands for all that have come. */
  goaway(code: number, lastStreamId: number, opaqueData: Uint8Array = Buffer.alloc(0)): void {
    const last = lastStreamId > 0 ? lastStreamId : this.lastRemoteId;
    if (this.isServer) this.#lastAccepted = Math.min(this.#lastAccepted, last);
    this.writer.goaway(last, code, opaqueData);
    this.flushSoon();
  }

  /** Streams of ours that the peer's GOAWAY leaves out: it has not looked at them, so they may be tried again. */
  closeBeyond(lastStreamId: number): void {
    if (this.isServer) return;
    for (const stream of [...this.streams.values()]) {
      if (stream._id > lastStreamId) this.closed(stream, ErrorCode.REFUSED_STREAM, 'resetByPeer');
    }
  }
}

function peerClosed(stream: Http2Stream, code: number): void {
  stream._peerClosed(code);
}

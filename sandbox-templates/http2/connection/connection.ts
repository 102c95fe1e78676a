import { Buffer } from 'node:buffer';
import { protocolError, tooManyInvalid } from '../base/connection-error.ts';
import { ErrorCode, MAX_STREAM_ID, SettingId } from '../base/protocol.ts';
import { receiveHeaders } from '../fields/received-headers.ts';
import type { HpackDecoder } from '../hpack/decoder.ts';
import type { Closure } from './closed-streams.ts';
import { ConnectionState, MAX_ENCODER_TABLE } from './connection-state.ts';
import type { ProtocolStream } from './parties.ts';
import { Pings } from './pings.ts';
import { Sender } from './sender.ts';
import { SettingsExchange } from './settings-exchange.ts';

/** One connection's protocol, between its socket and its session: how streams open and end, which windows are granted, GOAWAY. */
export class Connection<S extends ProtocolStream = ProtocolStream> extends ConnectionState<S> {
  readonly sender = new Sender(this);
  readonly pings = new Pings(this);
  readonly settings = new SettingsExchange(this, this.sender);

  /** Octets that streams have received and no one has read. */
  #buffered = 0;
  /** Octets withheld from the connection's window while there are too many of those. */
  #withheld = 0;
  #invalidFrames = 0;
  /** The last of the peer's streams that the GOAWAY we sent lets live. */
  #lastAccepted = MAX_STREAM_ID;

  /** Tells everyone who waits for an answer over this connection that none will come. */
  cancel(): void {
    const callbacks = this.sender.takeCallbacks();
    if (callbacks !== null) for (const callback of callbacks) callback();
    this.pings.cancel();
    this.settings.cancel();
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
  consumed(stream: ProtocolStream, length: number): void {
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
    return this.isRemote(id) ? id > this.lastRemoteId : id >= this.nextId;
  }

  /** Whether it is the peer who opens streams of such an identifier: clients odd ones, servers, who push, even ones. */
  isRemote(id: number): boolean {
    return ((id & 1) === 1) === this.isServer;
  }

  isGoingAway(id: number): boolean {
    return this.isRemote(id) && id > this.#lastAccepted;
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
    const received = receiveHeaders(decoder.fields, 'request', this.localSettings.enableConnectProtocol);
    // A body that was promised and does not come makes the message malformed, too (section 8.1.1).
    if (received === null || (endStream && received.contentLength > 0)) {
      this.streamError(id, ErrorCode.PROTOCOL_ERROR);
      return;
    }
    this.openRemotely++;
    this.owner._requestReceived(id, received, flags, endStream);
  }

  /** A server promises a response on a stream of its own, for a request that it thinks will come (section 8.4.1). */
  promised(parentId: number, id: number, decoder: HpackDecoder, flags: number): void {
    if (!this.isRemote(id) || id <= this.lastRemoteId) protocolError(`a promise of stream ${id}`);
    this.lastRemoteId = id;
    if (decoder.exceeded) {
      this.streamError(id, ErrorCode.ENHANCE_YOUR_CALM);
      return;
    }
    if (this.owner.closed || this.openRemotely >= this.limits.maxReservedRemoteStreams) {
      this.#resetById(id, this.owner.closed ? ErrorCode.REFUSED_STREAM : ErrorCode.CANCEL);
      return;
    }
    const received = receiveHeaders(decoder.fields, 'request');
    // Only requests that change nothing and have no body may be promised.
    const method: unknown = received?.headers[':method'];
    if (received === null || (method !== 'GET' && method !== 'HEAD') || received.contentLength > 0) {
      this.streamError(id, ErrorCode.PROTOCOL_ERROR);
      return;
    }
    this.openRemotely++;
    this.owner._pushPromised(parentId, id, received, flags);
  }

  #refusal(tooLong: boolean): number {
    if (tooLong) return ErrorCode.ENHANCE_YOUR_CALM;
    const { maxConcurrentStreams } = this.localSettings;
    if (
      this.openRemotely >= Math.min(maxConcurrentStreams, this.settings.maxStreamsSent, this.limits.maxOpenStreams) ||
      this.owner.closed
    )
      return ErrorCode.REFUSED_STREAM;
    if (this.sender.held + this.#buffered > this.#memoryLimit) return ErrorCode.ENHANCE_YOUR_CALM;
    return ErrorCode.NO_ERROR;
  }

  /** The peer made an error that costs one stream (section 5.4.2); too many of them cost the connection. */
  streamError(id: number, code: number): void {
    if (++this.#invalidFrames > this.limits.maxSessionInvalidFrames) tooManyInvalid('frames');
    const stream = this.streams.get(id);
    if (stream?._open) this.reset(stream, code, true);
    else this.#resetById(id, code);
  }

  /** Closes a stream with RST_STREAM; `byPeer`, where the peer's fault is why. */
  reset(stream: ProtocolStream, code: number, byPeer = false): void {
    if (!stream._open) return;
    const ended = code === ErrorCode.NO_ERROR && stream._endSent && stream._remoteEnded;
    // The end of the session ends its streams; GOAWAY says so for all of them. What both sides have ended has no need of it.
    if (!this.owner.destroyed && !ended) this.writer.rstStream(stream._id, code);
    this.flushSoon();
    this.closed(stream, code, 'resetByUs', byPeer);
  }

  #resetById(id: number, code: number): void {
    this.writer.rstStream(id, code);
    this.closedStreams.remember(id, 'resetByUs');
    this.flushSoon();
  }

  /** A stream has left the states in which frames flow; `byPeer`, where something that the peer sent is why. */
  closed(stream: ProtocolStream, code: number, closure: Closure = 'ended', byPeer = closure === 'resetByPeer'): void {
    if (!stream._open) return;
    stream._open = false;
    this.closedStreams.remember(stream._id, closure);
    this.sender.forget(stream);
    if (this.isRemote(stream._id)) this.openRemotely--;
    else this.openLocally--;
    stream._left(code, byPeer);
    this.owner._streamClosed();
  }

  /** The program is done with a stream. */
  forget(stream: ProtocolStream): void {
    this.sender.forget(stream);
    if (stream._id !== 0) this.streams.delete(stream._id);
    this.owner._streamForgotten(stream);
  }

  settingsReceived(entries: ReadonlyArray<readonly [number, number]>): void {
    this.settings.received(entries);
    // Whoever sends a list looks whether the peer takes it when it is encoded: now it may take less.
    this.encoder.forgetBlocks();
    // Each in its turn: of several, the peer is told the least, too (RFC 7541 section 4.2).
    for (const [id, value] of entries)
      if (id === SettingId.HEADER_TABLE_SIZE) this.encoder.setCapacity(Math.min(value, MAX_ENCODER_TABLE));
    this.flushSoon();
    this.owner._remoteSettingsChanged();
  }

  /** Tells the peer which streams will still be answered; 0 stands for all that have come. */
  goaway(code: number, lastStreamId: number, opaqueData: Uint8Array = Buffer.alloc(0)): void {
    // What one has left out the next may not let live (section 6.8).
    this.#lastAccepted = Math.min(this.#lastAccepted, lastStreamId > 0 ? lastStreamId : this.lastRemoteId);
    this.writer.goaway(this.#lastAccepted, code, opaqueData);
    this.flushSoon();
  }

  /** Streams of ours that the peer's GOAWAY leaves out: it has not looked at them, so they may be tried again. */
  closeBeyond(lastStreamId: number): void {
    if (this.isServer) return;
    for (const stream of this.streams.all()) {
      if (stream._id > lastStreamId && !this.isRemote(stream._id))
        this.closed(stream, ErrorCode.REFUSED_STREAM, 'resetByPeer');
    }
  }
}

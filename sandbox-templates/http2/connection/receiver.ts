import { Buffer } from 'node:buffer';
import type { Connection } from './connection.ts';
import { ConnectionError } from '../base/connection-error.ts';
import type { FrameSink } from '../frames/frame-reader.ts';
import { CompressionError } from '../hpack/compression-error.ts';
import { RateLimit } from './limits.ts';
import { ErrorCode, Flag, FrameType } from '../base/protocol.ts';
import { SETTING_LENGTH } from './settings.ts';
import type { ProtocolStream } from './parties.ts';
import { flowControlError, frameSizeError, protocolError, tooMany, tooManyInvalid } from '../base/connection-error.ts';

/** A header block whose CONTINUATIONs have not all come (section 6.10). */
interface PartialBlock {
  /** The stream that it promises, or 0. */
  promisedId: number;
  streamId: number;
  flags: number;
  fragments: Buffer[];
  length: number;
}

/** Takes a connection's frames apart and carries out what they say: RFC 9113 section 6, a method for each type. */
export class Receiver implements FrameSink {
  readonly #connection: Connection;
  readonly #onFull: () => void;
  #sawSettings = false;
  #partial: PartialBlock | null = null;
  /** Whom the current DATA frame is for; null where its payload is dropped. */
  #dataStream: ProtocolStream | null = null;
  #dataEndsStream = false;
  readonly #controlFrames: RateLimit;
  readonly #emptyFrames: RateLimit;
  readonly #resets: RateLimit;

  /** `onFull` is called where more waits to be sent than a peer that does not read may provoke. */
  constructor(connection: Connection, onFull: () => void) {
    this.#connection = connection;
    this.#onFull = onFull;
    const { limits } = connection;
    this.#controlFrames = new RateLimit(limits.controlFrameBurst, limits.controlFrameRate);
    this.#emptyFrames = new RateLimit(
      Math.min(limits.emptyFrameBurst, limits.maxSessionInvalidFrames + 1),
      limits.emptyFrameRate,
    );
    this.#resets = new RateLimit(limits.streamResetBurst, limits.streamResetRate);
  }

  frameHeader(type: number, flags: number, streamId: number, length: number): void {
    const connection = this.#connection;
    if (length > connection.settings.maxFrameSizeSent)
      frameSizeError(`a frame of ${length} octets is longer than the limit we set`);
    if (!this.#sawSettings) {
      if (type !== FrameType.SETTINGS || (flags & Flag.ACK) !== 0) protocolError('the first frame is not SETTINGS');
      this.#sawSettings = true;
    }
    const partial = this.#partial;
    if (partial !== null && (type !== FrameType.CONTINUATION || streamId !== partial.streamId)) {
      protocolError('a header block is interrupted by another frame');
    }
    if (type === FrameType.DATA) this.#dataHeader(flags, streamId, length);
  }

  dataPiece(chunk: Buffer, start: number, end: number, last: boolean): void {
    try {
      if (end > start) this.#body(start === 0 && end === chunk.length ? chunk : chunk.subarray(start, end));
    } finally {
      // Also where a listener of the program throws.
      if (last) this.#bodyFrameEnd();
    }
  }

  frame(type: number, flags: number, streamId: number, buffer: Buffer, start: number, end: number): void {
    switch (type) {
      case FrameType.DATA:
        this.#paddedData(flags, buffer, start, end);
        break;
      case FrameType.HEADERS:
        this.#headers(flags, streamId, buffer, start, end);
        break;
      case FrameType.CONTINUATION:
        this.#continuation(flags, buffer, start, end);
        break;
      case FrameType.RST_STREAM:
        this.#rstStream(streamId, buffer, start, end);
        break;
      case FrameType.WINDOW_UPDATE:
        this.#windowUpdate(streamId, buffer, start, end);
        break;
      case FrameType.SETTINGS:
        this.#settings(flags, streamId, buffer, start, end);
        break;
      case FrameType.PING:
        this.#ping(flags, streamId, buffer, start, end);
        break;
      case FrameType.GOAWAY:
        this.#goaway(streamId, buffer, start, end);
        break;
      case FrameType.PRIORITY:
        this.#priority(streamId, end - start);
        break;
      case FrameType.PUSH_PROMISE:
        this.#pushPromise(flags, streamId, buffer, start, end);
        break;
      default:
        // Unknown types are ignored (section 4.1), but not without end.
        this.#countControlFrame();
        this.#connection.owner._extensionFrame(type, streamId, buffer.subarray(start, end));
    }
  }

  /** Checks a DATA frame and finds its stream. The whole frame counts for flow control, padding too (section 6.1). */
  #dataHeader(flags: number, streamId: number, length: number): void {
    const connection = this.#connection;
    if (streamId === 0) protocolError('DATA on stream 0');
    if ((flags & Flag.PADDED) !== 0 && length === 0) frameSizeError('a padded DATA frame without its pad length');
    if (!connection.receiveWindow.receive(length)) flowControlError("DATA exceeds the connection's window");
    const endStream = (flags & Flag.END_STREAM) !== 0;
    if (length === 0 && !endStream) this.#countEmptyFrame();
    this.#dataEndsStream = endStream;
    const stream = this.#openStream(streamId, 'DATA');
    this.#dataStream = stream;
    if (stream === null) return;
    let error: number = ErrorCode.NO_ERROR;
    if (stream._remoteEnded) error = ErrorCode.STREAM_CLOSED;
    else if (!stream._receiveWindow.receive(length)) error = ErrorCode.FLOW_CONTROL_ERROR;
    else if (!stream._expectsBody()) error = ErrorCode.PROTOCOL_ERROR;
    if (error === ErrorCode.NO_ERROR) return;
    this.#dataStream = null;
    connection.streamError(streamId, error);
  }

  #paddedData(flags: number, buffer: Buffer, start: number, end: number): void {
    const body = unpad(flags, buffer, start, end);
    const padding = end - start - (body.end - body.start);
    if (body.end === body.start && !this.#dataEndsStream) this.#countEmptyFrame();
    if (padding > 0) {
      const stream = this.#dataStream;
      this.#connection.arrived(padding);
      if (stream !== null) this.#connection.consumed(stream, padding);
    }
    // A frame that was gathered or will be overwritten is the reader's: the stream gets a copy.
    try {
      if (body.end > body.start) this.#body(Buffer.from(buffer.subarray(body.start, body.end)));
    } finally {
      this.#bodyFrameEnd();
    }
  }

  #body(piece: Buffer): void {
    const stream = this.#dataStream;
    this.#connection.arrived(piece.length);
    if (stream === null || !stream._open) return;
    if (stream._bodyLeft >= 0) {
      stream._bodyLeft -= piece.length;
      if (stream._bodyLeft < 0) {
        this.#dataStream = null;
        this.#connection.streamError(stream._id, ErrorCode.PROTOCOL_ERROR);
        return;
      }
    }
    stream._receiveData(piece);
  }

  #bodyFrameEnd(): void {
    const stream = this.#dataStream;
    this.#dataStream = null;
    if (stream === null || !stream._open || !this.#dataEndsStream) return;
    // A body shorter than its content-length says (section 8.1.1).
    if (stream._bodyLeft > 0) this.#connection.streamError(stream._id, ErrorCode.PROTOCOL_ERROR);
    else stream._receiveEnd(false);
  }

  #headers(flags: number, streamId: number, buffer: Buffer, start: number, end: number): void {
    if (streamId === 0) protocolError('HEADERS on stream 0');
    const block = unpad(flags, buffer, start, end);
    if ((flags & Flag.PRIORITY) !== 0) {
      // Five octets of priority, which no longer mean anything (section 5.3.2).
      if (block.end - block.start < 5) frameSizeError('HEADERS too short for its priority');
      block.start += 5;
    }
    this.#begin(streamId, 0, flags, buffer, block.start, block.end);
  }

  #pushPromise(flags: number, streamId: number, buffer: Buffer, start: number, end: number): void {
    const connection = this.#connection;
    // A client never pushes (section 8.4), and we may have asked the server not to (section 6.6).
    if (connection.isServer || !connection.takesPushes || !connection.localSettings.enablePush)
      protocolError('PUSH_PROMISE though push is not enabled');
    if (streamId === 0 || connection.isRemote(streamId) || connection.isIdle(streamId))
      protocolError('PUSH_PROMISE on a stream that is not open');
    this.#countControlFrame();
    const block = unpad(flags, buffer, start, end);
    if (block.end - block.start < 4) frameSizeError('PUSH_PROMISE without the stream it promises');
    const promisedId = buffer.readUInt32BE(block.start) & 0x7fff_ffff;
    this.#begin(streamId, promisedId, flags, buffer, block.start + 4, block.end);
  }

  /** A header block, or what of it comes before the first CONTINUATION. */
  #begin(streamId: number, promisedId: number, flags: number, buffer: Buffer, start: number, end: number): void {
    if ((flags & Flag.END_HEADERS) !== 0) {
      this.#block(streamId, promisedId, flags, buffer, start, end);
      return;
    }
    this.#partial = { streamId, promisedId, flags, fragments: [], length: 0 };
    this.#gather(this.#partial, buffer, start, end);
  }

  #continuation(flags: number, buffer: Buffer, start: number, end: number): void {
    const partial = this.#partial;
    if (partial === null) protocolError('CONTINUATION without a header block to continue');
    if (partial.fragments.length > this.#connection.limits.maxContinuations) tooMany('CONTINUATION frames');
    this.#gather(partial, buffer, start, end);
    if ((flags & Flag.END_HEADERS) === 0) return;
    this.#partial = null;
    const { promisedId, fragments, length } = partial;
    this.#block(partial.streamId, promisedId, partial.flags, Buffer.concat(fragments, length), 0, length);
  }

  #gather(partial: PartialBlock, buffer: Buffer, start: number, end: number): void {
    partial.length += end - start;
    if (partial.length > this.#connection.limits.maxHeaderBlockLength) tooMany('octets in a header block');
    partial.fragments.push(Buffer.from(buffer.subarray(start, end)));
  }

  #block(streamId: number, promisedId: number, flags: number, buffer: Buffer, start: number, end: number): void {
    const connection = this.#connection;
    const { decoder } = connection;
    try {
      decoder.decode(buffer, start, end, connection.headerListLimits);
    } catch (error) {
      if (error instanceof CompressionError) throw new ConnectionError(ErrorCode.COMPRESSION_ERROR, error.message);
      throw error;
    }
    connection.owner._touch();
    const endStream = (flags & Flag.END_STREAM) !== 0;
    if (promisedId !== 0) {
      connection.promised(streamId, promisedId, decoder, flags);
    } else if (connection.isServer && connection.isRemote(streamId) && connection.isIdle(streamId)) {
      connection.openRemote(streamId, decoder, flags, endStream);
      // Small requests can provoke large answers, many in one chunk.
      if (connection.writer.length > connection.limits.maxSendBuffer) this.#onFull();
    } else {
      const stream = this.#openStream(streamId, 'HEADERS');
      if (stream !== null) {
        let error: number = ErrorCode.NO_ERROR;
        if (stream._remoteEnded) error = ErrorCode.STREAM_CLOSED;
        else if (decoder.exceeded) error = ErrorCode.ENHANCE_YOUR_CALM;
        else if (!stream._receiveHeaders(decoder.fields, flags, endStream)) error = ErrorCode.PROTOCOL_ERROR;
        if (error !== ErrorCode.NO_ERROR) connection.streamError(streamId, error);
      }
    }
    decoder.release();
  }

  #rstStream(streamId: number, buffer: Buffer, start: number, end: number): void {
    const connection = this.#connection;
    if (streamId === 0) protocolError('RST_STREAM on stream 0');
    if (end - start !== 4) frameSizeError('RST_STREAM is not four octets long');
    if (connection.isIdle(streamId)) protocolError('RST_STREAM on an idle stream');
    if (connection.isServer && !this.#resets.take()) tooMany('RST_STREAM frames');
    const stream = connection.streams.get(streamId);
    if (stream?._open) connection.closed(stream, buffer.readUInt32BE(start), 'resetByPeer');
    else if (!connection.isServer && connection.closedStreams.closureOf(streamId) === 'ended') {
      // A server resets what it has answered before it came whole (section 8.1), and that crosses with the end: once.
      connection.closedStreams.remember(streamId, 'resetByPeer');
    } else if (!connection.isServer) this.#countControlFrame();
  }

  #windowUpdate(streamId: number, buffer: Buffer, start: number, end: number): void {
    const connection = this.#connection;
    if (end - start !== 4) frameSizeError('WINDOW_UPDATE is not four octets long');
    if (!connection.windowUpdates.take()) tooMany('WINDOW_UPDATE frames');
    const increment = buffer.readUInt32BE(start) & 0x7fff_ffff;
    if (streamId === 0) {
      if (increment === 0) protocolError('WINDOW_UPDATE by 0');
      if (!connection.sender.widen(increment)) flowControlError("the connection's window overflows");
      return;
    }
    if (connection.isIdle(streamId)) protocolError('WINDOW_UPDATE on an idle stream');
    const stream = connection.streams.get(streamId);
    // It may cross with the end of its stream (section 6.9).
    if (stream === undefined || !stream._open) return;
    if (increment === 0) connection.streamError(streamId, ErrorCode.PROTOCOL_ERROR);
    else if (!connection.sender.widenStream(stream, increment))
      connection.streamError(streamId, ErrorCode.FLOW_CONTROL_ERROR);
  }

  #settings(flags: number, streamId: number, buffer: Buffer, start: number, end: number): void {
    const connection = this.#connection;
    if (streamId !== 0) protocolError('SETTINGS on a stream');
    if ((flags & Flag.ACK) !== 0) {
      if (end > start) frameSizeError('an acknowledgement of SETTINGS with a payload');
      if (!connection.settings.acknowledged()) protocolError('an acknowledgement of SETTINGS that were not sent');
      return;
    }
    if ((end - start) % SETTING_LENGTH !== 0) frameSizeError('SETTINGS is not a multiple of six octets long');
    if ((end - start) / SETTING_LENGTH > connection.limits.maxSettings) tooMany('settings in one frame');
    this.#countControlFrame();
    const entries: Array<[number, number]> = [];
    for (let at = start; at < end; at += SETTING_LENGTH)
      entries.push([buffer.readUInt16BE(at), buffer.readUInt32BE(at + 2)]);
    connection.settingsReceived(entries);
  }

  #ping(flags: number, streamId: number, buffer: Buffer, start: number, end: number): void {
    if (streamId !== 0) protocolError('PING on a stream');
    if (end - start !== 8) frameSizeError('PING is not eight octets long');
    // The program may keep it, and is given no more than its eight octets.
    const payload = Buffer.allocUnsafeSlow(8);
    buffer.copy(payload, 0, start, end);
    const { pings, pingFrames } = this.#connection;
    if ((flags & Flag.ACK) !== 0 && pings.acknowledged(payload)) return;
    if (!pingFrames.take()) tooMany('PING frames');
    if ((flags & Flag.ACK) === 0) pings.received(payload);
  }

  #goaway(streamId: number, buffer: Buffer, start: number, end: number): void {
    if (streamId !== 0) protocolError('GOAWAY on a stream');
    if (end - start < 8) frameSizeError('GOAWAY is shorter than eight octets');
    this.#countControlFrame();
    const lastStreamId = buffer.readUInt32BE(start) & 0x7fff_ffff;
    const opaqueData = end - start > 8 ? Buffer.from(buffer.subarray(start + 8, end)) : undefined;
    this.#connection.owner._goawayReceived(buffer.readUInt32BE(start + 4), lastStreamId, opaqueData);
  }

  #priority(streamId: number, length: number): void {
    if (streamId === 0) protocolError('PRIORITY on stream 0');
    this.#countControlFrame();
    if (length === 5) return;
    // No RST_STREAM may tell of a stream that is not there yet (section 6.4).
    if (this.#connection.isIdle(streamId)) frameSizeError('PRIORITY is not five octets long');
    this.#connection.streamError(streamId, ErrorCode.FRAME_SIZE_ERROR);
  }

  /** The open stream a frame is for; null where the frame is to be ignored. Throws, or resets, where section 5.1 says so. */
  #openStream(streamId: number, frame: string): ProtocolStream | null {
    const connection = this.#connection;
    const stream = connection.streams.get(streamId);
    if (stream?._open) return stream;
    if (connection.isIdle(streamId)) protocolError(`${frame} on an idle stream`);
    if (connection.isGoingAway(streamId)) return null;
    switch (connection.closedStreams.closureOf(streamId)) {
      case 'resetByUs':
        return null;
      case 'resetByPeer':
        connection.streamError(streamId, ErrorCode.STREAM_CLOSED);
        return null;
      case 'ended':
        throw new ConnectionError(ErrorCode.STREAM_CLOSED, `${frame} on a stream that has ended`);
      case 'unknown':
        // Closed too long ago to tell how: DATA may be ignored, but HEADERS would open a stream (section 5.1.1).
        if (frame === 'HEADERS') protocolError('HEADERS with a stream identifier lower than the last');
        return null;
    }
  }

  #countEmptyFrame(): void {
    if (!this.#emptyFrames.take()) tooManyInvalid('empty DATA frames');
  }

  #countControlFrame(): void {
    if (!this.#controlFrames.take()) tooMany('control frames');
  }
}

/** What a padded frame holds besides its padding (section 6.1). */
function unpad(flags: number, buffer: Buffer, start: number, end: number): { start: number; end: number } {
  if ((flags & Flag.PADDED) === 0) return { start, end };
  if (end === start) frameSizeError('a padded frame without its pad length');
  const padding = buffer[start]!;
  if (padding >= end - start) protocolError('padding longer than its frame');
  return { start: start + 1, end: end - padding };
}

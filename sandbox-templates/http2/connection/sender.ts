import { Buffer } from 'node:buffer';
import type { ConnectionState } from './connection-state.ts';
import { addToSendWindow } from './flow-control.ts';
import { writeFrameHeader } from '../frames/frame-writer.ts';
import { HpackEncoder } from '../hpack/encoder.ts';
import type { OutgoingField } from '../hpack/encoder.ts';
import { DEFAULT_WINDOW_SIZE, Flag, FRAME_HEADER_LENGTH, FrameType, MIN_MAX_FRAME_SIZE } from '../base/protocol.ts';
import { padded, Padding } from './padding.ts';
import type { Callback, ProtocolStream, Refusal } from './parties.ts';

const NOTHING = Buffer.alloc(0);

/** Sends header blocks and bodies: the windows of RFC 9113 section 5.2, and the order in which waiting streams proceed. */
export class Sender {
  /** The connection's window: what the peer lets all streams together send. */
  window = DEFAULT_WINDOW_SIZE;
  /** Octets of streams that wait for a window. */
  held = 0;
  /** False while the socket has more than it takes. */
  socketReady = true;

  readonly #connection: ConnectionState;
  /** Streams with data and a window of their own that wait for the connection's or for the socket, longest wait first. */
  readonly #waiting = new Set<ProtocolStream>();
  /** Write callbacks of chunks that the socket has by reference: they may be reused only when it has taken them. */
  #afterFlush: Callback[] = [];

  constructor(connection: ConnectionState) {
    this.#connection = connection;
  }

  /** Sends a header block; false where it is too long, and the stream has been told so. It is encoded at once: blocks must leave in the order they were encoded in. */
  headers(stream: ProtocolStream, fields: readonly OutgoingField[], endStream: boolean): boolean {
    const known = this.#connection.encoder.known(fields);
    if (known !== undefined) this.headerBlock(stream._id, endStream ? Flag.END_STREAM : Flag.NONE, known);
    else if (!this.#encode(stream, fields, endStream ? Flag.END_STREAM : Flag.NONE)) return false;
    stream._headersSent = true;
    if (endStream) {
      stream._endSent = true;
      this.#connection.flushEnd();
    } else {
      this.#connection.flushSoon();
    }
    return true;
  }

  /** Why a header list, of at most `bound` octets as a block, is too long to be sent; null where it is not. */
  refusal(fields: readonly OutgoingField[], bound: number): Refusal | null {
    const { limits, remoteSettings } = this.#connection;
    if (bound > limits.maxSendHeaderBlockLength) return 'too long for us';
    const { maxHeaderListSize } = remoteSettings;
    return maxHeaderListSize < bound * 4 && listSize(fields) > maxHeaderListSize ? 'too long for the peer' : null;
  }

  #encode(stream: ProtocolStream, fields: readonly OutgoingField[], flags: number): boolean {
    const { writer, encoder } = this.#connection;
    const bound = HpackEncoder.bound(fields);
    const refusal = this.refusal(fields, bound);
    if (refusal !== null) {
      stream._headersRefused(refusal);
      return false;
    }
    if (bound <= MIN_MAX_FRAME_SIZE && this.#connection.padding === Padding.NONE) {
      const slab = writer.reserve(FRAME_HEADER_LENGTH + bound);
      const at = writer.position;
      const end = encoder.encode(fields, slab, at + FRAME_HEADER_LENGTH);
      writeFrameHeader(
        slab,
        at,
        FrameType.HEADERS,
        flags | Flag.END_HEADERS,
        stream._id,
        end - at - FRAME_HEADER_LENGTH,
      );
      writer.advance(end);
    } else {
      const block = Buffer.allocUnsafe(bound);
      const length = encoder.encode(fields, block, 0);
      this.headerBlock(stream._id, flags, block.subarray(0, length));
    }
    return true;
  }

  /** Sends a header block that is encoded already, with its padding; in as many frames as it takes. */
  headerBlock(streamId: number, flags: number, block: Uint8Array, type?: number): void {
    const { padding, remoteSettings, writer } = this.#connection;
    const { maxFrameSize } = remoteSettings;
    const payload = padded(block, padding, maxFrameSize);
    if (payload === null) writer.headerBlock(streamId, flags, block, maxFrameSize, type);
    else writer.headerBlock(streamId, flags | Flag.PADDED, payload, maxFrameSize, type);
  }

  /** Sends a chunk of a body, as far as the windows allow, and the rest as they open; `more`, where others stand behind it. */
  write(stream: ProtocolStream, chunk: Buffer, callback: Callback, more = false): void {
    this.#connection.movements++;
    stream._writeCallback = callback;
    stream._moreFollows = more;
    if (chunk.length === 0) {
      process.nextTick(tellWritten, stream, callback);
      return;
    }
    stream._chunk = chunk;
    stream._offset = 0;
    stream._lent = false;
    // Whoever waits for the connection's window came first.
    if (this.#waiting.size > 0) this.#wait(stream);
    else this.#send(stream, Infinity);
  }

  /** Ends the body: in the DATA frame just written where that has not left yet, else in an empty one. */
  endStream(stream: ProtocolStream): void {
    const { writer } = this.#connection;
    stream._endSent = true;
    if (stream._lastDataGeneration !== writer.generation) {
      if (this.#padded(stream, NOTHING, 0, 0)) writer.endStreamAt(writer.lastDataFlags);
      else writer.header(FrameType.DATA, Flag.END_STREAM, stream._id, 0);
      this.#connection.pingFrames.credit(1);
    } else writer.endStreamAt(stream._lastDataFlags);
    this.#connection.flushEnd();
  }

  /** The peer has widened the connection's window. False where it is wider than allowed. */
  widen(increment: number): boolean {
    const wider = addToSendWindow(this.window, increment);
    if (wider === null) return false;
    this.window = wider;
    this.proceed();
    return true;
  }

  /** The peer has widened a stream's window. False where it is wider than allowed. */
  widenStream(stream: ProtocolStream, increment: number): boolean {
    const wider = addToSendWindow(stream._sendWindow, increment);
    if (wider === null) return false;
    stream._sendWindow = wider;
    // Of a stream that has been reset nothing follows, though it still holds what it was to send.
    if (stream._chunk !== null && wider > 0 && stream._open) {
      if (this.#waiting.size > 0) this.#wait(stream);
      else this.#send(stream, Infinity);
    }
    return true;
  }

  /** Lets waiting streams send, a frame each in turn, so that none starves. */
  proceed(): void {
    const waiting = this.#waiting;
    while (waiting.size > 0 && this.window > 0 && this.#hasRoom()) {
      const [stream] = waiting;
      waiting.delete(stream!);
      this.#send(stream!, this.#connection.remoteSettings.maxFrameSize);
    }
  }

  forget(stream: ProtocolStream): void {
    this.#waiting.delete(stream);
    this.held -= stream._held;
    stream._held = 0;
  }

  /** The callbacks to be called once the socket has taken what has been gathered up to now. */
  takeCallbacks(): Callback[] | null {
    if (this.#afterFlush.length === 0) return null;
    const callbacks = this.#afterFlush;
    this.#afterFlush = [];
    return callbacks;
  }

  /** Sends DATA with padding, which the windows count too (section 6.1). False where there is none to add. */
  #padded(stream: ProtocolStream, chunk: Buffer, start: number, end: number): boolean {
    const { padding, remoteSettings, writer } = this.#connection;
    if (padding === Padding.NONE) return false;
    const most = Math.min(remoteSettings.maxFrameSize, stream._sendWindow, this.window);
    const payload = padded(chunk.subarray(start, end), padding, most);
    if (payload === null) return false;
    writer.paddedData(stream._id, payload);
    const added = payload.length - (end - start);
    stream._sendWindow -= added;
    this.window -= added;
    return true;
  }

  #hasRoom(): boolean {
    return this.socketReady && this.#connection.writer.length < this.#connection.limits.sendBufferSize;
  }

  #wait(stream: ProtocolStream): void {
    this.#waiting.add(stream);
    this.#hold(stream);
  }

  #hold(stream: ProtocolStream): void {
    this.held += stream.writableLength - stream._held;
    stream._held = stream.writableLength;
  }

  #send(stream: ProtocolStream, quantum: number): void {
    const connection = this.#connection;
    const writer = connection.writer;
    const chunk = stream._chunk!;
    const total = chunk.length;
    const maxFrameSize = connection.remoteSettings.maxFrameSize;
    let sent = false;
    while (stream._offset < total) {
      if (stream._sendWindow <= 0) {
        this.#hold(stream);
        break;
      }
      if (this.window <= 0 || quantum <= 0 || !this.#hasRoom()) {
        this.#wait(stream);
        break;
      }
      const start = stream._offset;
      const end = start + Math.min(total - start, maxFrameSize, stream._sendWindow, this.window, quantum);
      if (!this.#padded(stream, chunk, start, end) && !writer.data(stream._id, chunk, start, end, Flag.NONE))
        stream._lent = true;
      sent = true;
      stream._lastDataFlags = writer.lastDataFlags;
      stream._lastDataGeneration = writer.generation;
      stream._offset = end;
      stream._sendWindow -= end - start;
      this.window -= end - start;
      quantum -= end - start;
      connection.windowUpdates.credit(2);
      connection.pingFrames.credit(1);
    }
    if (sent) {
      stream._sent();
      connection.flushSoon();
    }
    if (stream._offset < total) return;
    const callback = stream._writeCallback!;
    stream._chunk = null;
    if (stream._held !== 0) {
      this.held -= stream._held;
      stream._held = 0;
    }
    // A program that waits for room waits for the socket.
    if (!stream._lent && (stream._moreFollows || !stream.writableNeedDrain))
      process.nextTick(tellWritten, stream, callback);
    else this.#afterFlush.push((error) => tellWritten(stream, callback, error));
  }
}

/** A chunk has gone: in the next tick, so that its writer sees the stream fill up, and what it writes meanwhile leaves together. */
function tellWritten(stream: ProtocolStream, callback: Callback, error?: Error | null): void {
  // Had the stream been destroyed first, the callback was told so instead.
  if (stream._writeCallback !== callback) return;
  stream._writeCallback = null;
  stream._wrote(callback, error);
}

/** The size of a header list as a peer's MAX_HEADER_LIST_SIZE counts it (RFC 9113 section 6.5.2). */
function listSize(fields: readonly OutgoingField[]): number {
  let size = 0;
  for (const { name, value } of fields) size += name.text.length + value.length + 32;
  return size;
}

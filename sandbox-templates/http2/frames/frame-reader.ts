import { Buffer } from 'node:buffer';
import { ConnectionError } from '../base/connection-error.ts';
import { CONNECTION_PREFACE, ErrorCode, Flag, FRAME_HEADER_LENGTH, FrameType } from '../base/protocol.ts';

/** What a FrameReader hands its frames to. `dataPiece` and `frame` may throw: reading can go on with what `takeRest` returns. */
export interface FrameSink {
  /** A frame's header has arrived. Checks what can be checked before the payload, above all its length. */
  frameHeader(type: number, flags: number, streamId: number, length: number): void;
  /** A piece of an unpadded DATA frame's payload, as it arrives; `last` at the end of the frame. */
  dataPiece(chunk: Buffer, start: number, end: number, last: boolean): void;
  /** Any other frame, whole: its payload is `buffer[start, end)`, valid only during the call. */
  frame(type: number, flags: number, streamId: number, buffer: Buffer, start: number, end: number): void;
}

const NOTHING = Buffer.alloc(0);

/**
 * Cuts a byte stream into frames (RFC 9113 section 4.1). Payloads are read in place from the chunk they came in; only a
 * frame that other than DATA straddles two chunks is gathered in a buffer of its own, of at most the frame size limit.
 */
export class FrameReader {
  #chunk: Buffer = NOTHING;
  /** Up to where `#chunk` has been read. */
  #position = 0;
  readonly #sink: FrameSink;
  #stopped = false;
  #prefaceLeft: number;
  /** The part of a frame header that came at the end of a chunk; allocated when that happens. */
  #header: Buffer | null = null;
  #headerLength = 0;
  #inPayload = false;
  #type = 0;
  #flags = 0;
  #streamId = 0;
  #length = 0;
  /** How much of the current payload has been read. */
  #read = 0;
  #payload: Buffer | null = null;

  constructor(sink: FrameSink, expectPreface: boolean) {
    this.#sink = sink;
    this.#prefaceLeft = expectPreface ? CONNECTION_PREFACE.length : 0;
  }

  /** Reads a chunk. False where it was stopped before the end: what is left is for `takeRest`. */
  read(chunk: Buffer): boolean {
    let position = 0;
    this.#stopped = false;
    this.#chunk = chunk;
    this.#position = chunk.length;
    const end = chunk.length;
    if (this.#prefaceLeft > 0) position = this.#readPreface(chunk);
    while (position < end && !this.#stopped) {
      if (!this.#inPayload) {
        if (this.#headerLength === 0 && end - position >= FRAME_HEADER_LENGTH) {
          const start = position;
          position += FRAME_HEADER_LENGTH;
          this.#readHeader(chunk, start);
        } else {
          this.#header ??= Buffer.alloc(FRAME_HEADER_LENGTH);
          const take = Math.min(FRAME_HEADER_LENGTH - this.#headerLength, end - position);
          chunk.copy(this.#header, this.#headerLength, position, position + take);
          this.#headerLength += take;
          position += take;
          if (this.#headerLength < FRAME_HEADER_LENGTH) break;
          this.#headerLength = 0;
          const header = this.#header;
          this.#header = null;
          this.#readHeader(header, 0);
        }
        // An empty payload is complete at once, even at the end of the chunk.
        if (position === end && this.#length > 0) break;
      }
      position = this.#readPayload(chunk, position);
    }
    if (position < end) return false;
    this.#chunk = NOTHING;
    this.#position = 0;
    return true;
  }

  /** Makes `read` return after the current frame. */
  stop(): void {
    this.#stopped = true;
  }

  /** What was left of the chunk when reading stopped or the sink threw; to be given to `read` to go on. */
  takeRest(): Buffer {
    const rest = this.#chunk.subarray(this.#position);
    this.#chunk = NOTHING;
    this.#position = 0;
    return rest;
  }

  #readPreface(chunk: Buffer): number {
    const take = Math.min(this.#prefaceLeft, chunk.length);
    const seen = CONNECTION_PREFACE.length - this.#prefaceLeft;
    for (let i = 0; i < take; i++) {
      if (chunk[i] !== CONNECTION_PREFACE.charCodeAt(seen + i)) {
        throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, 'the connection does not begin with the HTTP/2 preface');
      }
    }
    this.#prefaceLeft -= take;
    return take;
  }

  #readHeader(buffer: Buffer, at: number): void {
    this.#length = (buffer[at]! << 16) | (buffer[at + 1]! << 8) | buffer[at + 2]!;
    this.#type = buffer[at + 3]!;
    this.#flags = buffer[at + 4]!;
    // The first bit is reserved and ignored (section 4.1).
    this.#streamId =
      ((buffer[at + 5]! & 0x7f) << 24) | (buffer[at + 6]! << 16) | (buffer[at + 7]! << 8) | buffer[at + 8]!;
    this.#inPayload = true;
    this.#read = 0;
    this.#sink.frameHeader(this.#type, this.#flags, this.#streamId, this.#length);
  }

  #readPayload(chunk: Buffer, position: number): number {
    const left = this.#length - this.#read;
    const take = Math.min(left, chunk.length - position);
    const end = position + take;
    const last = take === left;
    if (this.#type === FrameType.DATA && (this.#flags & Flag.PADDED) === 0) {
      this.#read += take;
      this.#inPayload = !last;
      this.#position = end;
      this.#sink.dataPiece(chunk, position, end, last);
      return end;
    }
    let payload = chunk;
    let start = position;
    if (this.#read > 0 || !last) {
      this.#payload ??= Buffer.allocUnsafe(this.#length);
      chunk.copy(this.#payload, this.#read, position, end);
      this.#read += take;
      if (!last) return end;
      payload = this.#payload;
      this.#payload = null;
      start = 0;
    }
    this.#inPayload = false;
    this.#position = end;
    this.#sink.frame(this.#type, this.#flags, this.#streamId, payload, start, start + this.#length);
    return end;
  }
}

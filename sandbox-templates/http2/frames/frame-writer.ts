import { Buffer } from 'node:buffer';
import { Flag, FRAME_HEADER_LENGTH, FrameType } from '../base/protocol.ts';

/** The size of the buffers that frames are gathered in. */
const SLAB_LENGTH = 65_536;
/** Payloads up to this many octets are copied beside their header; longer ones are passed on as they are. */
const COPY_LIMIT = 8192;

/** A slab that is not used up, passed from one connection's writer to the next, so that idle ones hold none; and from where on it is free. */
let spare: Buffer | null = null;
let spareStart = 0;

/**
 * Gathers the frames of one turn of the event loop, so that they leave in one write. What `take` returns must be
 * written to the socket at once and in order.
 */
export class FrameWriter {
  /** Octets gathered since the last `take`. */
  length = 0;
  /** Rises with every `take`: an offset into the slab holds only while it stays the same. */
  generation = 0;

  #slab: Buffer | null = null;
  #start = 0;
  #position = 0;
  #segments: Uint8Array[] = [];
  #lastDataFlags = -1;

  /** Makes room for `length` octets in one piece; returns the buffer, to be written from `position`. */
  reserve(length: number): Buffer {
    const slab = this.#slab;
    if (slab !== null && this.#position + length <= slab.length) return slab;
    return this.#nextSlab(length);
  }

  get position(): number {
    return this.#position;
  }

  /** Ends what was written after `reserve`, at `position`. */
  advance(position: number): void {
    this.length += position - this.#position;
    this.#position = position;
  }

  header(type: number, flags: number, streamId: number, length: number): void {
    const slab = this.reserve(FRAME_HEADER_LENGTH);
    writeFrameHeader(slab, this.#position, type, flags, streamId, length);
    this.advance(this.#position + FRAME_HEADER_LENGTH);
  }

  /** A DATA frame of `chunk[start, end)`. Returns whether the octets were copied, so that the chunk may be reused at once. */
  data(streamId: number, chunk: Uint8Array, start: number, end: number, flags: number): boolean {
    const length = end - start;
    const copied = length <= COPY_LIMIT;
    const slab = this.reserve(copied ? FRAME_HEADER_LENGTH + length : FRAME_HEADER_LENGTH);
    const at = this.#position;
    writeFrameHeader(slab, at, FrameType.DATA, flags, streamId, length);
    this.#lastDataFlags = at + 4;
    if (copied) {
      const to = at + FRAME_HEADER_LENGTH;
      // Below some dozens of octets a call out of JavaScript costs more than the loop.
      if (length > 32) slab.set(start === 0 && end === chunk.length ? chunk : chunk.subarray(start, end), to);
      else for (let i = 0; i < length; i++) slab[to + i] = chunk[start + i]!;
      this.advance(to + length);
      return true;
    }
    this.advance(at + FRAME_HEADER_LENGTH);
    this.#segments.push(slab.subarray(this.#start, this.#position), chunk.subarray(start, end));
    this.#start = this.#position;
    this.length += length;
    return false;
  }

  /** A DATA frame with its padding: `payload` has it already. */
  paddedData(streamId: number, payload: Uint8Array): void {
    // In one piece, so that `endStreamAt` finds the flags.
    const slab = this.reserve(FRAME_HEADER_LENGTH + payload.length);
    const at = this.#position;
    writeFrameHeader(slab, at, FrameType.DATA, Flag.PADDED, streamId, payload.length);
    slab.set(payload, at + FRAME_HEADER_LENGTH);
    this.#lastDataFlags = at + 4;
    this.advance(at + FRAME_HEADER_LENGTH + payload.length);
  }

  /** Where the flags of the DATA frame written last stand; for `endStreamAt`. */
  get lastDataFlags(): number {
    return this.#lastDataFlags;
  }

  /** Sets END_STREAM on a DATA frame of this generation after the fact: it saves the empty frame that would say so. */
  endStreamAt(flagsOffset: number): void {
    this.#slab![flagsOffset]! |= Flag.END_STREAM;
  }

  /** A frame with a payload of 32-bit numbers. */
  words(type: number, flags: number, streamId: number, ...values: number[]): void {
    const length = values.length * 4;
    const slab = this.reserve(FRAME_HEADER_LENGTH + length);
    let at = this.#position;
    writeFrameHeader(slab, at, type, flags, streamId, length);
    at += FRAME_HEADER_LENGTH;
    for (const value of values) at = slab.writeUInt32BE(value >>> 0, at);
    this.advance(at);
  }

  windowUpdate(streamId: number, increment: number): void {
    this.words(FrameType.WINDOW_UPDATE, Flag.NONE, streamId, increment);
  }

  rstStream(streamId: number, errorCode: number): void {
    this.words(FrameType.RST_STREAM, Flag.NONE, streamId, errorCode);
  }

  settings(entries: ReadonlyArray<readonly [number, number]>): void {
    this.header(FrameType.SETTINGS, Flag.NONE, 0, entries.length * 6);
    const slab = this.reserve(entries.length * 6);
    let at = this.#position;
    for (const [id, value] of entries) {
      at = slab.writeUInt16BE(id, at);
      at = slab.writeUInt32BE(value, at);
    }
    this.advance(at);
  }

  settingsAck(): void {
    this.header(FrameType.SETTINGS, Flag.ACK, 0, 0);
  }

  ping(flags: number, payload: Uint8Array): void {
    this.header(FrameType.PING, flags, 0, payload.length);
    this.bytes(payload);
  }

  goaway(lastStreamId: number, errorCode: number, opaqueData: Uint8Array): void {
    this.header(FrameType.GOAWAY, Flag.NONE, 0, 8 + opaqueData.length);
    const slab = this.reserve(8);
    const at = slab.writeUInt32BE(lastStreamId >>> 0, this.#position);
    this.advance(slab.writeUInt32BE(errorCode >>> 0, at));
    this.bytes(opaqueData);
  }

  /** A header block, in a HEADERS frame, or a PUSH_PROMISE with the stream it promises before the block, and as many CONTINUATIONs as the peer's frame size asks for (section 6.10). */
  headerBlock(
    streamId: number,
    flags: number,
    block: Uint8Array,
    maxFrameSize: number,
    type: number = FrameType.HEADERS,
  ): void {
    let start = 0;
    do {
      const end = Math.min(start + maxFrameSize, block.length);
      const last = end === block.length ? Flag.END_HEADERS : 0;
      if (start === 0) this.header(type, flags | last, streamId, end);
      else this.header(FrameType.CONTINUATION, last, streamId, end - start);
      this.bytes(end - start === block.length ? block : block.subarray(start, end));
      start = end;
    } while (start < block.length);
  }

  bytes(bytes: Uint8Array): void {
    const slab = this.reserve(bytes.length);
    slab.set(bytes, this.#position);
    this.advance(this.#position + bytes.length);
  }

  /** Everything gathered since the last call. */
  take(): Uint8Array[] {
    const segments = this.#segments;
    const slab = this.#slab;
    if (slab !== null) {
      if (this.#position > this.#start) segments.push(slab.subarray(this.#start, this.#position));
      const left = slab.length - this.#position;
      if (left > 256 && (spare === null || spare.length - spareStart < left)) {
        spare = slab;
        spareStart = this.#position;
      }
      this.#slab = null;
    }
    this.#segments = [];
    this.length = 0;
    this.generation++;
    return segments;
  }

  #nextSlab(length: number): Buffer {
    const slab = this.#slab;
    if (slab !== null) {
      if (this.#position > this.#start) this.#segments.push(slab.subarray(this.#start, this.#position));
      // Offsets handed out so far no longer hold.
      this.generation++;
    }
    let next = spare;
    let start = spareStart;
    spare = null;
    if (next === null || next.length - start < length) {
      next = Buffer.allocUnsafeSlow(Math.max(SLAB_LENGTH, length));
      start = 0;
    }
    this.#slab = next;
    this.#start = start;
    this.#position = start;
    return next;
  }
}

export function writeFrameHeader(
  buffer: Uint8Array,
  at: number,
  type: number,
  flags: number,
  streamId: number,
  length: number,
): void {
  buffer[at] = length >>> 16;
  buffer[at + 1] = length >>> 8;
  buffer[at + 2] = length;
  buffer[at + 3] = type;
  buffer[at + 4] = flags;
  buffer[at + 5] = streamId >>> 24;
  buffer[at + 6] = streamId >>> 16;
  buffer[at + 7] = streamId >>> 8;
  buffer[at + 8] = streamId;
}

import { Buffer } from 'node:buffer';
import { Flag, FrameType } from '../base/protocol.ts';
import { FrameReader } from '../frames/frame-reader.ts';
import type { FrameSink } from '../frames/frame-reader.ts';
import { HpackObserver } from '../hpack/representations.ts';
import type { CarriedField } from '../hpack/representations.ts';

export type Direction = 'sent' | 'received';

/** A frame that has crossed a connection (RFC 9113 section 4.1). */
export interface ObservedFrame {
  /** Its type and flags as numbers; `http2.constants` and RFC 9113 section 6 name them. */
  type: number;
  flags: number;
  /** 0 for the connection itself. */
  streamId: number;
  /** Octets of its payload. */
  length: number;
  /** When its last octet was read, or handed to the socket: milliseconds, as `performance.now()` counts them. */
  time: number;
  /** Of a HEADERS, PUSH_PROMISE or CONTINUATION frame that ends a header block: the block's fields, in order. */
  fields?: CarriedField[];
}

export type FrameListener<S> = (session: S, direction: Direction, frame: ObservedFrame) => void;

/**
 * Reads along with one direction of a connection. It has a frame reader and an HPACK decoder of its own, so that the
 * connection pays nothing for it where it is not there, and is not touched by it where it is.
 */
export class FrameObserver implements FrameSink {
  readonly #reader: FrameReader;
  readonly #hpack = new HpackObserver();
  readonly #tell: (frame: ObservedFrame) => void;
  #block: Buffer[] = [];
  #header = { type: 0, flags: 0, streamId: 0, length: 0 };
  /** Octets that are no frames have come: the connection's own reader says so to the program. */
  isLost = false;

  constructor(expectPreface: boolean, tell: (frame: ObservedFrame) => void) {
    this.#reader = new FrameReader(this, expectPreface);
    this.#tell = tell;
  }

  read(chunk: Uint8Array): void {
    if (this.isLost) return;
    try {
      this.#reader.read(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    } catch {
      this.isLost = true;
    }
  }

  frameHeader(type: number, flags: number, streamId: number, length: number): void {
    this.#header = { type, flags, streamId, length };
  }

  dataPiece(_chunk: Buffer, _start: number, _end: number, last: boolean): void {
    if (last) this.#told();
  }

  frame(type: number, flags: number, _streamId: number, buffer: Buffer, start: number, end: number): void {
    if (type !== FrameType.HEADERS && type !== FrameType.PUSH_PROMISE && type !== FrameType.CONTINUATION) {
      this.#told();
      return;
    }
    if (type !== FrameType.CONTINUATION) {
      this.#block = [];
      if ((flags & Flag.PADDED) !== 0) end -= buffer[start++]!;
      if (type === FrameType.PUSH_PROMISE) start += 4;
      else if ((flags & Flag.PRIORITY) !== 0) start += 5;
    }
    // The fragment lies in what the connection reads, or in a buffer of the reader's: it may not last.
    this.#block.push(Buffer.from(buffer.subarray(start, Math.max(start, end))));
    if ((flags & Flag.END_HEADERS) === 0) this.#told();
    else this.#told(this.#hpack.read(Buffer.concat(this.#block.splice(0))));
  }

  #told(fields?: CarriedField[]): void {
    const frame: ObservedFrame = { ...this.#header, time: performance.now(), ...(fields ? { fields } : {}) };
    try {
      this.#tell(frame);
    } catch (error) {
      // A listener's mistake is the program's affair, and no reason to stop the connection.
      process.nextTick(() => {
        throw error;
      });
    }
  }
}

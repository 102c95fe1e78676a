import { Duplex } from 'node:stream';
import { Flag, FrameReader, preface, Type, type Frame } from '../support/frames.ts';

/** A connection without a network: what is fed is read at once by the endpoint, what it writes is only looked at. */
export class Wire extends Duplex {
  readonly remoteAddress = '127.0.0.1';
  readonly remotePort = 1;
  bytesOut = 0;
  pongs = 0;
  #reader = new FrameReader();
  #prefaceLeft: number;

  constructor({ expectPreface }: { expectPreface: boolean }) {
    super({ allowHalfOpen: true });
    this.#prefaceLeft = expectPreface ? preface.length : 0;
  }

  feed(bytes: Buffer): void {
    if (!this.destroyed && !this.readableEnded) this.push(bytes);
  }

  override _read(): void {
    /* Fed, not pulled. */
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, written: (error?: Error) => void): void {
    this.#look(chunk);
    written();
  }

  override _writev(chunks: Array<{ chunk: Buffer }>, written: (error?: Error) => void): void {
    for (const { chunk } of chunks) this.#look(chunk);
    written();
  }

  // What net.Socket has and an endpoint may call.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  setTimeout(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  /** Whatever comes in, what goes out must be frames. */
  #look(chunk: Buffer): void {
    this.bytesOut += chunk.length;
    const skipped = Math.min(this.#prefaceLeft, chunk.length);
    this.#prefaceLeft -= skipped;
    for (const frame of this.#reader.push(chunk.subarray(skipped))) this.#check(frame);
  }

  #check({ type, flags }: Frame): void {
    if (type > Type.CONTINUATION) throw new Error(`the endpoint sent a frame of type ${type}`);
    if (type === Type.PING && (flags & Flag.ACK) > 0) this.pongs++;
  }
}

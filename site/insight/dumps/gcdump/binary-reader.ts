import { DumpError } from '../dump-error.ts';

/** Reads the primitives of FastSerialization: little-endian, unaligned (microsoft/perfview, `FastSerialization.cs`). */
export class BinaryReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** Moves on by so many bytes, and gives where they begin. @throws {DumpError} where there are not so many. */
  take(count: number): number {
    if (count < 0) throw new DumpError('malformed', `a length of ${count} at byte ${this.at}`);
    if (count > this.left) throw new DumpError('truncated', `byte ${this.bytes.length}`);
    const { at } = this;
    this.at += count;
    return at;
  }

  byte(): number {
    return this.bytes[this.take(1)]!;
  }

  int32(): number {
    return this.#view.getInt32(this.take(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.take(4), true);
  }

  /** As a number: exact up to 2⁵³. */
  int64(): number {
    return Number(this.#view.getBigInt64(this.take(8), true));
  }

  /** How many of something follow, each of which takes at least so many bytes. @throws {DumpError} where the file has no room for them. */
  count(leastBytes: number): number {
    const { at } = this;
    const count = this.int32();
    if (count < 0) throw new DumpError('malformed', `a count of ${count} at byte ${at}`);
    if (count * leastBytes > this.left) throw new DumpError('truncated', `byte ${this.bytes.length}`);
    return count;
  }

  /** A count of UTF-16 units, then each by itself in one to three bytes: surrogates as two of three, which UTF-8 does not allow. */
  string(): string | null {
    const units = this.int32();
    if (units === -1) return null;
    if (units < 0) throw new DumpError('malformed', `a text of ${units} characters at byte ${this.at - 4}`);
    if (units > this.left) throw new DumpError('truncated', `byte ${this.bytes.length}`);
    const start = this.at;
    let text = '';
    const codes: number[] = [];
    for (let i = 0; i < units; i++) {
      const first = this.byte();
      if (first < 0x80) codes.push(first);
      else if (first >> 5 === 0b110) codes.push(((first & 0x1f) << 6) | (this.byte() & 0x3f));
      else if (first >> 4 === 0b1110)
        codes.push(((first & 0x0f) << 12) | ((this.byte() & 0x3f) << 6) | (this.byte() & 0x3f));
      else throw new DumpError('malformed', `a text at byte ${start}`);
      if (codes.length === 4096) text += String.fromCharCode(...codes.splice(0));
    }
    return text + String.fromCharCode(...codes);
  }
}

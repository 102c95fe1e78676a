/**
 * Reads MessagePack as the type that is expected, not as the one that is found: an integer where an integer is wanted, however many bytes it
 * was written in, and never a float that happens to be whole (MessagePack-CSharp, `MessagePackReader`). JavaScript's own number could not
 * tell the two apart. Each method throws where something else stands, or the bytes end.
 */
export class MessagePackReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  readArrayHeader(): number {
    const code = this.#code();
    if (code >= 0x90 && code <= 0x9f) return code & 0x0f;
    if (code === 0xdc) return this.#bytes.readUInt16BE(this.#skip(2));
    if (code === 0xdd) return this.#bytes.readUInt32BE(this.#skip(4));
    throw unexpected(code, 'an array');
  }

  readInt32(): number {
    const code = this.#code();
    const value = this.#integer(code);
    if (value !== (value | 0)) throw new RangeError(`${value} does not fit into 32 bits.`);
    return value;
  }

  readBoolean(): boolean {
    const code = this.#code();
    if (code === 0xc2 || code === 0xc3) return code === 0xc3;
    throw unexpected(code, 'a boolean');
  }

  readString(): string | null {
    const code = this.#code();
    if (code === 0xc0) return null;
    const length = this.#stringLength(code);
    const start = this.#skip(length);
    if (this.#at > this.#bytes.length) throw new RangeError('The bytes end within a string.');
    return this.#bytes.toString('utf8', start, this.#at);
  }

  readNil(): null {
    const code = this.#code();
    if (code !== 0xc0) throw unexpected(code, 'nil');
    return null;
  }

  #code(): number {
    return this.#bytes.readUInt8(this.#skip(1));
  }

  /** Where the next `length` bytes begin. */
  #skip(length: number): number {
    const start = this.#at;
    this.#at += length;
    return start;
  }

  #integer(code: number): number {
    if (code <= 0x7f) return code;
    if (code >= 0xe0) return code - 0x100;
    switch (code) {
      case 0xcc:
        return this.#bytes.readUInt8(this.#skip(1));
      case 0xcd:
        return this.#bytes.readUInt16BE(this.#skip(2));
      case 0xce:
        return this.#bytes.readUInt32BE(this.#skip(4));
      case 0xcf:
        return Number(this.#bytes.readBigUInt64BE(this.#skip(8)));
      case 0xd0:
        return this.#bytes.readInt8(this.#skip(1));
      case 0xd1:
        return this.#bytes.readInt16BE(this.#skip(2));
      case 0xd2:
        return this.#bytes.readInt32BE(this.#skip(4));
      case 0xd3:
        return Number(this.#bytes.readBigInt64BE(this.#skip(8)));
      default:
        throw unexpected(code, 'an integer');
    }
  }

  #stringLength(code: number): number {
    if (code >= 0xa0 && code <= 0xbf) return code & 0x1f;
    switch (code) {
      case 0xd9:
        return this.#bytes.readUInt8(this.#skip(1));
      case 0xda:
        return this.#bytes.readUInt16BE(this.#skip(2));
      case 0xdb:
        return this.#bytes.readUInt32BE(this.#skip(4));
      default:
        throw unexpected(code, 'a string');
    }
  }
}

const unexpected = (code: number, wanted: string): TypeError =>
  new TypeError(`Unexpected MessagePack code 0x${code.toString(16)} in place of ${wanted}.`);

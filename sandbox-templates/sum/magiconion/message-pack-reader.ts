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

  /** How many items come, each of a byte at least. */
  readArrayHeader(): number {
    const code = this.#code();
    const count = this.#arrayLength(code);
    if (this.#at + count > this.#bytes.length) throw cutShort();
    return count;
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
    return this.#bytes.toString('utf8', start, this.#at);
  }

  readNil(): null {
    const code = this.#code();
    if (code !== 0xc0) throw unexpected(code, 'nil');
    return null;
  }

  /** Passes over a value of any kind, with all that is in it. */
  skip(): void {
    for (let left = 1; left > 0; left--) left += this.#skipHead();
  }

  /** Passes over a value but for what an array or a map holds: @returns how many values that is. */
  #skipHead(): number {
    const code = this.#code();
    if (code <= 0x7f || code >= 0xe0) return 0;
    if (code <= 0x8f) return 2 * (code & 0x0f);
    if (code <= 0x9f) return code & 0x0f;
    if (code <= 0xbf) {
      this.#skip(code & 0x1f);
      return 0;
    }
    const form = following[code - 0xc0];
    if (!form) throw unexpected(code, 'a value');
    const [width, more] = form;
    const length = width && this.#bytes.readUIntBE(this.#skip(width), width);
    if (code >= 0xdc) return length * more;
    this.#skip(length + more);
    return 0;
  }

  #arrayLength(code: number): number {
    if (code >= 0x90 && code <= 0x9f) return code & 0x0f;
    if (code === 0xdc) return this.#bytes.readUInt16BE(this.#skip(2));
    if (code === 0xdd) return this.#bytes.readUInt32BE(this.#skip(4));
    throw unexpected(code, 'an array');
  }

  #code(): number {
    return this.#bytes.readUInt8(this.#skip(1));
  }

  /** Where the next `length` bytes begin. */
  #skip(length: number): number {
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw cutShort();
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

/**
 * Of the codes from 0xc0 on: how many bytes say a length, and how many follow besides; of arrays and maps, from 0xdc on, how many values stand for one of that
 * length. 0xc1 is never used.
 */
// biome-ignore format: a row for each kind
const following: readonly (readonly [width: number, more: number] | null)[] = [
  [0, 0], null, [0, 0], [0, 0], // nil, false, true
  [1, 0], [2, 0], [4, 0], // bytes
  [1, 1], [2, 1], [4, 1], // extensions
  [0, 4], [0, 8], // floats
  [0, 1], [0, 2], [0, 4], [0, 8], [0, 1], [0, 2], [0, 4], [0, 8], // integers without and with a sign
  [0, 2], [0, 3], [0, 5], [0, 9], [0, 17], // extensions of a fixed length
  [1, 0], [2, 0], [4, 0], // strings
  [2, 1], [4, 1], [2, 2], [4, 2], // arrays, maps
];

const cutShort = (): RangeError => new RangeError('The bytes end within a value.');

const unexpected = (code: number, wanted: string): TypeError =>
  new TypeError(`Unexpected MessagePack code 0x${code.toString(16)} in place of ${wanted}.`);

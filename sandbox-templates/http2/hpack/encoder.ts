import type { Buffer } from 'node:buffer';
import type { FieldName } from './field-name.ts';
import { huffmanEncode, huffmanLength } from './huffman.ts';
import { writeInteger } from './integer.ts';
import { STATIC_TABLE_LENGTH } from './static-table.ts';

/** One line of a list to be sent. */
export interface OutgoingField {
  name: FieldName;
  /** Latin-1. */
  value: string;
  /** Send as a never-indexed literal (RFC 7541 section 7.1.3). */
  sensitive: boolean;
}

interface Entry {
  name: FieldName;
  value: string;
  size: number;
  /** How many entries had been inserted before it: its index is counted back from the newest. */
  serial: number;
  /** The entry of this name before it, in or out of the table. */
  older: Entry | null;
}

/** Strings longer than this are Huffman coded where that makes them shorter. */
const LONG_STRING = 1024;
/** Most octets that size updates at the head of a block can take. */
const SIZE_UPDATES_BOUND = 12;
/** Octets of the longest block that is kept: with a table, blocks that recur are short. */
const LONGEST_KEPT = 64;
/** Most octets that a field can take beyond those of its name and value: a type octet and two lengths. */
const FIELD_OVERHEAD_BOUND = 12;

/**
 * The sending end of a connection's header compression. A field goes out as an index where the tables have it, else as
 * a literal that enters the dynamic table, unless its name says that its values seldom repeat.
 *
 * Strings go out as plain octets by default: on the links this serves (a loopback, a MessagePort) the bytes cost less
 * than Huffman coding them, and fields that repeat are sent as a string only once. Long ones are coded where that makes
 * them shorter: some peers count the octets of a block against a limit, and end the connection where it is passed.
 */
export class HpackEncoder {
  readonly #huffman: boolean;
  /** Oldest first; entries before `#head` have been evicted and await the next compaction. */
  #entries: Entry[] = [];
  #head = 0;
  #serial = 0;
  #size = 0;
  #capacity: number;
  /** The least capacity set since the last block; -1 where none was. Both it and the last are announced (section 4.2). */
  #announce = -1;
  /** The blocks of lists that recur: they hold for as long as the table is as it was. */
  #blocks: WeakMap<readonly OutgoingField[], Uint8Array> | null = null;
  /** The newest entry of each name; most names have one or two, so the others are found along `older`. */
  readonly #byName = new Map<FieldName, Entry>();

  constructor(capacity = 4096, huffman = false) {
    this.#capacity = capacity;
    this.#huffman = huffman;
  }

  get tableSize(): number {
    return this.#size;
  }

  /** Follows the peer's SETTINGS_HEADER_TABLE_SIZE. */
  setCapacity(capacity: number): void {
    if (capacity === this.#capacity) return;
    this.forgetBlocks();
    this.#announce = this.#announce < 0 ? capacity : Math.min(this.#announce, capacity);
    this.#capacity = capacity;
    this.#evict(capacity);
  }

  /** An upper bound, in octets, of what `encode` writes for `fields`. */
  static bound(fields: readonly OutgoingField[]): number {
    let bound = SIZE_UPDATES_BOUND;
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i]!;
      bound += field.name.text.length + field.value.length + FIELD_OVERHEAD_BOUND;
    }
    return bound;
  }

  /** The block of a list that was encoded before, where it would be the same again. */
  known(fields: readonly OutgoingField[]): Uint8Array | undefined {
    return this.#blocks?.get(fields);
  }

  /** Has every list encoded anew. */
  forgetBlocks(): void {
    this.#blocks = null;
  }

  /** Writes a header block at `position` and returns the position after it. `bound(fields)` octets must be free. */
  encode(fields: readonly OutgoingField[], buffer: Buffer, position: number): number {
    const start = position;
    const serial = this.#serial;
    const announces = this.#announce >= 0;
    if (announces) {
      if (this.#announce < this.#capacity) position = writeInteger(buffer, position, 0x20, 5, this.#announce);
      position = writeInteger(buffer, position, 0x20, 5, this.#capacity);
      this.#announce = -1;
    }
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i]!;
      position = this.#field(field.name, field.value, field.sensitive, buffer, position);
    }
    // A list is frozen once it recurs.
    if (!announces && serial === this.#serial && position - start <= LONGEST_KEPT && Object.isFrozen(fields))
      (this.#blocks ??= new WeakMap()).set(fields, new Uint8Array(buffer.subarray(start, position)));
    return position;
  }

  #field(name: FieldName, value: string, sensitive: boolean, buffer: Buffer, position: number): number {
    let nameIndex = name.staticIndex;
    if (!sensitive) {
      const fixed = name.staticValues?.get(value);
      if (fixed !== undefined) return writeInteger(buffer, position, 0x80, 7, fixed);
      if (name.indexed) {
        const newest = this.#byName.get(name);
        if (newest !== undefined) {
          const oldest = this.#oldestSerial;
          for (let entry: Entry | null = newest; entry !== null && entry.serial >= oldest; entry = entry.older) {
            if (entry.value === value) return writeInteger(buffer, position, 0x80, 7, this.#index(entry));
          }
          if (nameIndex === 0) nameIndex = this.#index(newest);
        }
      }
    }
    const size = name.text.length + value.length + 32;
    // A value of more than half the table would drive out everything that repeats.
    const enters = !sensitive && name.indexed && size <= this.#capacity >>> 1;
    position = enters
      ? writeInteger(buffer, position, 0x40, 6, nameIndex)
      : writeInteger(buffer, position, sensitive ? 0x10 : 0, 4, nameIndex);
    if (nameIndex === 0) position = this.#string(name.text, buffer, position);
    position = this.#string(value, buffer, position);
    if (enters) this.#insert(name, value, size);
    return position;
  }

  #string(text: string, buffer: Buffer, position: number): number {
    const length = text.length;
    if (this.#huffman || length > LONG_STRING) {
      const coded = huffmanLength(text);
      if (coded < length || this.#huffman) {
        position = writeInteger(buffer, position, 0x80, 7, coded);
        return huffmanEncode(text, buffer, position);
      }
    }
    position = writeInteger(buffer, position, 0, 7, length);
    // Below some dozen characters a call out of JavaScript costs more than the loop.
    if (length > 24) {
      buffer.write(text, position, length, 'latin1');
    } else {
      for (let i = 0; i < length; i++) buffer[position + i] = text.charCodeAt(i);
    }
    return position + length;
  }

  get #oldestSerial(): number {
    return this.#serial - (this.#entries.length - this.#head);
  }

  #index(entry: Entry): number {
    return STATIC_TABLE_LENGTH + this.#serial - entry.serial;
  }

  #insert(name: FieldName, value: string, size: number): void {
    this.forgetBlocks();
    this.#evict(this.#capacity - size);
    const entry: Entry = { name, value, size, serial: this.#serial++, older: this.#byName.get(name) ?? null };
    this.#entries.push(entry);
    this.#size += size;
    this.#byName.set(name, entry);
  }

  #evict(target: number): void {
    while (this.#size > target && this.#head < this.#entries.length) {
      const entry = this.#entries[this.#head++]!;
      this.#size -= entry.size;
      // The newest of its name: there is none any more.
      if (this.#byName.get(entry.name) === entry) this.#byName.delete(entry.name);
      else this.#unlink(entry);
    }
    if (this.#head > 32 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }

  /** Lets go of an evicted entry, which is the last in the chain of its name. */
  #unlink(evicted: Entry): void {
    let entry = this.#byName.get(evicted.name);
    while (entry !== undefined && entry.older !== evicted) entry = entry.older ?? undefined;
    if (entry !== undefined) entry.older = null;
  }
}

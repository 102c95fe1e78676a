import type { Buffer } from 'node:buffer';
import { CompressionError } from './compression-error.ts';
import { HeaderField } from './header-field.ts';
import { huffmanDecode } from './huffman.ts';
import { readIntegerRest } from './integer.ts';
import { RecurringBlocks } from './recurring-blocks.ts';
import { STATIC_TABLE_LENGTH, staticTable } from './static-table.ts';

/** Limits on one decoded list; a list beyond them is decoded (the tables must keep step) but not kept. */
export interface HeaderListLimits {
  /** Sum of the fields' sizes in octets (RFC 7541 section 4.1). */
  maxSize: number;
  maxFields: number;
}

/** The receiving end of a connection's header compression. Blocks must be given whole and in order. */
export class HpackDecoder {
  /** The fields of the block decoded last; reused by the next block unless they are frozen, so read it at once. */
  fields: readonly HeaderField[];
  /** Whether that block broke the limits; `fields` is then incomplete. */
  exceeded = false;

  /** The dynamic table as a ring, newest at `#newest`; its length is a power of two. */
  #ring: HeaderField[] = [];
  #newest = -1;
  #count = 0;
  #size = 0;
  #capacity: number;
  /** What our SETTINGS allow; the peer chooses a capacity up to it. */
  #capacityLimit: number;
  /** Our limit has shrunk below what the peer uses: its next block must begin by saying so (section 4.2). */
  #mustShrink = false;

  #position = 0;
  #end = 0;
  #list: HeaderField[] = [];
  #listSize = 0;
  /** Made for the first block. */
  #recurring: RecurringBlocks | null = null;
  /** Under which recurring blocks were decoded. */
  #limits: HeaderListLimits | null = null;
  /** The block that is being decoded has changed the table. */
  #changed = false;

  constructor(capacity = 4096) {
    this.#capacity = capacity;
    this.#capacityLimit = capacity;
    this.fields = this.#list;
  }

  get tableSize(): number {
    return this.#size;
  }

  /** Takes effect when the peer has acknowledged our SETTINGS_HEADER_TABLE_SIZE. */
  setCapacityLimit(limit: number): void {
    this.#capacityLimit = limit;
    this.#mustShrink = this.#capacity > limit;
  }

  /** Decodes `buffer[start, end)` into `fields`. Throws CompressionError. */
  decode(buffer: Buffer, start: number, end: number, limits: HeaderListLimits): readonly HeaderField[] {
    this.exceeded = false;
    const recurring = (this.#recurring ??= new RecurringBlocks());
    if (limits !== this.#limits) {
      this.#limits = limits;
      recurring.forget();
    }
    const known = this.#mustShrink ? null : recurring.find(buffer, start, end);
    if (known !== null) return (this.fields = known);
    const fields = this.#list;
    fields.length = 0;
    this.fields = fields;
    this.#changed = false;
    this.#listSize = 0;
    this.#position = start;
    this.#end = end;
    let mayResize = true;
    while (this.#position < end) {
      const octet = buffer[this.#position++]!;
      let field: HeaderField;
      if (octet >= 0x80) {
        field = this.#lookUp(this.#integer(buffer, octet & 0x7f, 0x7f));
      } else if (octet >= 0x40) {
        field = this.#literal(buffer, octet & 0x3f, 0x3f, false);
        this.#insert(field);
      } else if (octet >= 0x20) {
        if (!mayResize) throw new CompressionError('a table size update stands after a field');
        this.#resize(this.#integer(buffer, octet & 0x1f, 0x1f));
        continue;
      } else {
        field = this.#literal(buffer, octet & 0x0f, 0x0f, octet >= 0x10);
      }
      if (mayResize) {
        mayResize = false;
        if (this.#mustShrink) throw new CompressionError('the table size was not reduced to the limit we set');
      }
      this.#listSize += field.size;
      if (this.#listSize > limits.maxSize || fields.length >= limits.maxFields) this.exceeded = true;
      else fields.push(field);
    }
    if (this.#changed) recurring.forget();
    else if (!this.exceeded) recurring.met(buffer, start, end, fields);
    return fields;
  }

  /** Forgets the last block's fields, so that an idle connection holds none. */
  release(): void {
    // To shorten an array that is empty costs a call out of JavaScript all the same.
    if (this.#list.length > 0) this.#list.length = 0;
    this.fields = this.#list;
  }

  #integer(buffer: Buffer, prefix: number, limit: number): number {
    if (prefix < limit) return prefix;
    const cursor = { position: this.#position, end: this.#end };
    const value = readIntegerRest(buffer, cursor, limit);
    this.#position = cursor.position;
    return value;
  }

  #literal(buffer: Buffer, prefix: number, limit: number, neverIndexed: boolean): HeaderField {
    const index = this.#integer(buffer, prefix, limit);
    const name = index === 0 ? this.#string(buffer) : this.#lookUp(index).name;
    return new HeaderField(name, this.#string(buffer), neverIndexed);
  }

  #string(buffer: Buffer): string {
    if (this.#position >= this.#end) throw new CompressionError('a header block ends before a string');
    const octet = buffer[this.#position++]!;
    const length = this.#integer(buffer, octet & 0x7f, 0x7f);
    const start = this.#position;
    const end = start + length;
    if (end > this.#end) throw new CompressionError('a string reaches past the end of its header block');
    this.#position = end;
    if (octet < 0x80) return length === 0 ? '' : buffer.toString('latin1', start, end);
    const text = huffmanDecode(buffer, start, end);
    if (text === null) throw new CompressionError('a string has an invalid Huffman code');
    return text;
  }

  #lookUp(index: number): HeaderField {
    if (index <= STATIC_TABLE_LENGTH) {
      if (index === 0) throw new CompressionError('a header block refers to index 0');
      return staticTable[index]!;
    }
    const age = index - STATIC_TABLE_LENGTH - 1;
    if (age >= this.#count)
      throw new CompressionError(`a header block refers to entry ${index}, past the end of the table`);
    return this.#ring[(this.#newest - age) & (this.#ring.length - 1)]!;
  }

  #insert(field: HeaderField): void {
    this.#changed = true;
    this.#evict(this.#capacity - field.size);
    // A field larger than the whole table empties it and is not kept (section 4.4).
    if (field.size > this.#capacity) return;
    if (this.#count === this.#ring.length) this.#grow();
    this.#newest = (this.#newest + 1) & (this.#ring.length - 1);
    this.#ring[this.#newest] = field;
    this.#count++;
    this.#size += field.size;
  }

  #evict(target: number): void {
    while (this.#size > target && this.#count > 0) {
      const oldest = (this.#newest - this.#count + 1) & (this.#ring.length - 1);
      this.#size -= this.#ring[oldest]!.size;
      this.#ring[oldest] = staticTable[0]!;
      this.#count--;
    }
  }

  #grow(): void {
    const ring: HeaderField[] = [];
    for (let age = this.#count - 1; age >= 0; age--)
      ring.push(this.#ring[(this.#newest - age) & (this.#ring.length - 1)]!);
    this.#newest = ring.length - 1;
    const length = Math.max(8, ring.length * 2);
    while (ring.length < length) ring.push(staticTable[0]!);
    this.#ring = ring;
  }

  #resize(capacity: number): void {
    if (capacity > this.#capacityLimit)
      throw new CompressionError(`a table size of ${capacity} exceeds the limit we set`);
    this.#capacity = capacity;
    this.#mustShrink = false;
    this.#changed = true;
    this.#evict(capacity);
  }
}

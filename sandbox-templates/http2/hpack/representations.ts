import type { Buffer } from 'node:buffer';
import { HpackDecoder } from './decoder.ts';
import { readIntegerRest } from './integer.ts';
import { STATIC_TABLE_LENGTH } from './static-table.ts';

/** A line of a header block, and how HPACK carried it (RFC 7541 section 6). */
export interface CarriedField {
  name: string;
  value: string;
  /** Whole from a table, or with its value spelled out; then its name, too, where `index` is 0. */
  carried: 'static' | 'dynamic' | 'literal';
  /** Where the tables had it, or its name: up to 61 in the static one; 0 for neither. */
  index: number;
  /** Whether it has entered the dynamic table. */
  entered: boolean;
  /** The sender asked that no one ever compress it. */
  neverIndexed: boolean;
  /** Octets it took in the block. */
  octets: number;
}

const UNLIMITED = { maxSize: Infinity, maxFields: Infinity };

/** Decodes the blocks of one direction of a connection, whole and in order, and tells how each field was carried. */
export class HpackObserver {
  readonly #decoder = new HpackDecoder();

  constructor() {
    // What the two ends agreed on is theirs to check.
    this.#decoder.setCapacityLimit(Infinity);
  }

  /** Throws CompressionError for a block that is none. */
  read(block: Buffer): CarriedField[] {
    const fields = this.#decoder.decode(block, 0, block.length, UNLIMITED);
    const cursor = { position: 0, end: block.length };
    const integer = (prefix: number) => {
      const start = block[cursor.position++]! & prefix;
      return start < prefix ? start : readIntegerRest(block, cursor, prefix);
    };
    const skipString = () => {
      const length = integer(0x7f);
      cursor.position += length;
    };
    const carried: CarriedField[] = [];
    while (cursor.position < block.length) {
      const start = cursor.position;
      const octet = block[start]!;
      if (octet >= 0x20 && octet < 0x40) {
        integer(0x1f); // A change of the table's size.
        continue;
      }
      const whole = octet >= 0x80;
      const entered = !whole && octet >= 0x40;
      const index = integer(whole ? 0x7f : entered ? 0x3f : 0x0f);
      if (!whole) {
        if (index === 0) skipString();
        skipString();
      }
      const { name, value } = fields[carried.length]!;
      carried.push({
        name,
        value,
        carried: !whole ? 'literal' : index <= STATIC_TABLE_LENGTH ? 'static' : 'dynamic',
        index,
        entered,
        neverIndexed: !whole && !entered && octet >= 0x10,
        octets: cursor.position - start,
      });
    }
    this.#decoder.release();
    return carried;
  }
}

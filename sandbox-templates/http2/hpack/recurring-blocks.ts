import type { Buffer } from 'node:buffer';
import type { HeaderField } from './header-field.ts';

/** Octets of the longest block that is kept: with a table, blocks that recur are short. */
const LONGEST = 64;
/** How many are kept, by the low bits of their hashes. */
const PLACES = 8;

interface Kept {
  octets: Uint8Array;
  fields: readonly HeaderField[];
}

/** Header blocks that a peer sends again and again, as it does for calls that are alike, and their fields: they mean the same for as long as the table is as it was. */
export class RecurringBlocks {
  /** The hashes of the blocks seen last: what comes but once is not kept. */
  #seen: number[] = [];
  #kept: Array<Kept | undefined> = [];
  /** Of the block that was looked for. */
  #hash = 0;

  /** The fields of the block `buffer[start, end)`; frozen, and the same list each time. */
  find(buffer: Buffer, start: number, end: number): readonly HeaderField[] | null {
    const length = end - start;
    if (length > LONGEST) return null;
    let hash = length;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + buffer[i]!) | 0;
    this.#hash = hash;
    const kept = this.#kept[hash & (PLACES - 1)];
    if (kept === undefined || kept.octets.length !== length) return null;
    for (let i = 0; i < length; i++) if (kept.octets[i] !== buffer[start + i]) return null;
    return kept.fields;
  }

  /** The block that was just looked for stands for these fields, and has left the table as it was. */
  met(buffer: Buffer, start: number, end: number, fields: readonly HeaderField[]): void {
    if (end - start > LONGEST) return;
    const place = this.#hash & (PLACES - 1);
    if (this.#seen[place] !== this.#hash) {
      this.#seen[place] = this.#hash;
      // What no one may compress is not for us to keep, either.
    } else if (!fields.some((field) => field.neverIndexed)) {
      this.#kept[place] = { octets: new Uint8Array(buffer.subarray(start, end)), fields: Object.freeze([...fields]) };
    }
  }

  /** The table has changed. */
  forget(): void {
    if (this.#kept.length > 0) this.#kept = [];
  }
}

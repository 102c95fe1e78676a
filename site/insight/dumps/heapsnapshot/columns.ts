import { DumpError } from '../dump-error.ts';

/** How many rows there are a file says itself: it is believed up to so many, and beyond them only as they come. */
const mostAtFirst = 2 ** 24;

/** A field that is wanted: where it stands among the others, the most that may stand there, and whether a byte holds that. */
export interface Field {
  readonly at: number;
  readonly most: number;
}

interface Column extends Field {
  values: Uint8Array | Uint32Array;
}

/**
 * Takes a list of numbers, in which rows of fields follow one another, and puts each field that is wanted into an array of its own, as they come: the
 * list itself would be larger than all that is kept of it.
 */
export class Columns<Name extends string> {
  readonly #section: string;
  /** By field; null where it is not wanted. */
  readonly #columns: (Column | null)[];
  readonly #wanted: Readonly<Record<Name, Field>>;
  #room: number;
  #field = 0;
  /** Rows that are whole. */
  length = 0;

  constructor(section: string, fields: number, expected: number, wanted: Readonly<Record<Name, Field>>) {
    [this.#section, this.#wanted] = [section, wanted];
    this.#room = Math.max(1, Math.min(expected, mostAtFirst));
    this.#columns = Array<Column | null>(fields).fill(null);
    for (const field of Object.values<Field>(wanted))
      this.#columns[field.at] = { ...field, values: new (field.most < 256 ? Uint8Array : Uint32Array)(this.#room) };
  }

  /** @throws {DumpError} where it is more than may stand there. */
  push(value: number): void {
    const column = this.#columns[this.#field]!;
    if (column) {
      if (value > column.most) throw new DumpError('malformed', `${value} in ${this.#section}`);
      if (this.length === this.#room) this.#grow();
      column.values[this.length] = value;
    }
    if (++this.#field < this.#columns.length) return;
    this.#field = 0;
    this.length++;
  }

  /** A field's values, which may be written to; they are held here no more. @throws {DumpError} where the list ends within a row. */
  take(name: Name): Uint8Array | Uint32Array {
    if (this.#field) throw new DumpError('malformed', this.#section);
    const { at } = this.#wanted[name];
    const { values } = this.#columns[at]!;
    this.#columns[at] = null;
    return values.subarray(0, this.length);
  }

  #grow(): void {
    this.#room *= 2;
    for (const column of this.#columns) {
      if (!column) continue;
      const more = column.most < 256 ? new Uint8Array(this.#room) : new Uint32Array(this.#room);
      more.set(column.values);
      column.values = more;
    }
  }
}

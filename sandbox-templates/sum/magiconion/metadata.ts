/** One name and one value. A name that ends in `-bin` goes with bytes, any other with text. */
export interface MetadataEntry {
  readonly key: string;
  readonly value: string | Uint8Array;
}

/** Headers to be: a `Metadata`, taken as it is and not copied, or an object of names and values, from which a new one is made. */
export type MetadataInit = Metadata | Readonly<Record<string, string | Uint8Array>>;

/**
 * The headers of a call (C#: `Grpc.Core.Metadata`): a list, in which one name may stand several times. It can be changed at any time, and
 * each call sends what is in it at that moment.
 */
export class Metadata implements Iterable<MetadataEntry> {
  readonly #entries: MetadataEntry[] = [];

  static from(init: MetadataInit): Metadata {
    if (init instanceof Metadata) return init;
    const metadata = new Metadata();
    for (const [key, value] of Object.entries(init)) metadata.add(key, value);
    return metadata;
  }

  get count(): number {
    return this.#entries.length;
  }

  /** Adds one more entry, whatever there is under this name. @throws {TypeError} for a name that cannot travel, or not with such a value. */
  add(key: string, value: string | Uint8Array): void {
    if (!/^[a-z0-9._-]*$/i.test(key)) throw new TypeError(`"${key}" is not a metadata key.`);
    const lowerCase = key.toLowerCase();
    if (lowerCase.endsWith('-bin') !== (typeof value !== 'string'))
      throw new TypeError(`"${key}": bytes go under keys that end in "-bin", and only bytes do.`);
    this.#entries.push({
      key: lowerCase,
      value: typeof value === 'string' ? value : Uint8Array.from(value),
    });
  }

  /** The last entry of this name. */
  get(key: string): MetadataEntry | undefined {
    return this.getAll(key).at(-1);
  }

  getAll(key: string): MetadataEntry[] {
    const lowerCase = key.toLowerCase();
    return this.#entries.filter((entry) => entry.key === lowerCase);
  }

  /** Takes out one entry, the very object that `get` gave. */
  remove(entry: MetadataEntry): boolean {
    const place = this.#entries.indexOf(entry);
    if (place >= 0) this.#entries.splice(place, 1);
    return place >= 0;
  }

  clear(): void {
    this.#entries.length = 0;
  }

  [Symbol.iterator](): Iterator<MetadataEntry> {
    return this.#entries[Symbol.iterator]();
  }
}

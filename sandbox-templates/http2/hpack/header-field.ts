/** What RFC 9113 section 8 thinks of a field; worked out once per field, since tables repeat them. */
export type FieldVerdict = 'unchecked' | 'sound' | 'malformed';

/** A name and a value, as a table entry or as a line of a received header list. Latin-1 strings. */
export class HeaderField {
  readonly name: string;
  readonly value: string;
  /** Its size for table and list limits (RFC 7541 section 4.1). */
  readonly size: number;
  /** The sender asked that no one ever compress it (RFC 7541 section 6.2.3). */
  readonly neverIndexed: boolean;
  verdict: FieldVerdict = 'unchecked';

  constructor(name: string, value: string, neverIndexed = false) {
    this.name = name;
    this.value = value;
    this.size = name.length + value.length + 32;
    this.neverIndexed = neverIndexed;
  }
}

/** One direction of a connection, from its first octet on: what came, in one piece, and when. */
export class OctetLog {
  #octets: Uint8Array<ArrayBuffer> = new Uint8Array(4096);
  length = 0;
  /** Where each piece ends, and when it came. */
  readonly #ends: number[] = [];
  readonly #times: number[] = [];

  append(bytes: Uint8Array, at: number): void {
    if (this.length + bytes.length > this.#octets.length) {
      const larger = new Uint8Array(Math.max(this.#octets.length * 2, this.length + bytes.length));
      larger.set(this.#octets.subarray(0, this.length));
      this.#octets = larger;
    }
    this.#octets.set(bytes, this.length);
    this.length += bytes.length;
    this.#ends.push(this.length);
    this.#times.push(at);
  }

  /** A view, valid until more is appended. */
  slice(start: number, end: number): Uint8Array<ArrayBuffer> {
    return this.#octets.subarray(start, Math.min(end, this.length));
  }

  byte(at: number): number {
    return this.#octets[at]!;
  }

  /** The pieces as they came: from where to where, and when. */
  *pieces(): Generator<{ start: number; end: number; at: number }, void, undefined> {
    let start = 0;
    for (const [index, end] of this.#ends.entries()) {
      yield { start, end, at: this.#times[index]! };
      start = end;
    }
  }
}

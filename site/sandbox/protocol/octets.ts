/** Octets that crossed a connection between client and server, in one direction, one after the other. */
export interface Octets {
  /** Connections of the client are counted from 1, in the order in which they begin. */
  readonly connection: number;
  /** By the client; received by it otherwise. */
  readonly sent: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A run's recording ends with so many octets: 20,000 calls or so. */
export const mostRecorded = 16 * 2 ** 20;
/** Octets are told of in lots of about this size, or every so often where fewer came. */
const lotSize = 32 * 1024;
const lotEvery = 100; // ms
/** Characters of a lot: base64 has four for three octets. */
export const longestLot = 48 * 1024;

/** The last date that there is, in milliseconds since the epoch (ECMA-262, Time Values). */
const lastDate = 8.64e15;

/** Direction (1: sent), connection, time, length. */
const headLength = 1 + 4 + 8 + 4;

/**
 * Gathers octets into lots, each a text (base64) that a message takes: records of a head and the octets themselves. It ends by itself with
 * `mostRecorded`, from which point a connection could not be followed any more.
 */
export class OctetsRecorder {
  readonly #report: (lot: string) => void;
  readonly #clock: () => number;
  #lot = new Uint8Array(lotSize);
  #filled = 0;
  #recorded = 0;
  #due: ReturnType<typeof setTimeout> | null = null;

  constructor(report: (lot: string) => void, clock = () => performance.timeOrigin + performance.now()) {
    [this.#report, this.#clock] = [report, clock];
  }

  add(connection: number, sent: boolean, bytes: Uint8Array): void {
    if (this.#recorded + bytes.length > mostRecorded) this.#recorded = Infinity;
    if (this.#recorded === Infinity) return;
    this.#recorded += bytes.length;
    for (let start = 0; start < bytes.length; ) {
      if (lotSize - this.#filled <= headLength) this.flush();
      const length = Math.min(bytes.length - start, lotSize - this.#filled - headLength);
      const head = new DataView(this.#lot.buffer, this.#filled, headLength);
      head.setUint8(0, Number(sent));
      head.setUint32(1, connection);
      head.setFloat64(5, this.#clock());
      head.setUint32(13, length);
      this.#lot.set(bytes.subarray(start, start + length), this.#filled + headLength);
      this.#filled += headLength + length;
      start += length;
    }
    if (this.#due || this.#filled === 0) return;
    this.#due = setTimeout(() => this.flush(), lotEvery);
    // Node's timers hold a program up; a browser's are numbers.
    if (typeof this.#due === 'object') this.#due.unref();
  }

  /** Reports what has been gathered. */
  flush(): void {
    if (this.#due) clearTimeout(this.#due);
    this.#due = null;
    if (this.#filled === 0) return;
    const lot = base64(this.#lot.subarray(0, this.#filled));
    this.#filled = 0;
    this.#report(lot);
  }
}

/** Takes a lot apart. What is no lot, or goes on past its end, gives nothing more: a program can write what it likes. */
export function* readLot(lot: string): Generator<Octets, void, undefined> {
  const octets = fromBase64(lot);
  for (let at = 0; octets && at + headLength <= octets.length; ) {
    const head = new DataView(octets.buffer, at, headLength);
    const start = at + headLength;
    const length = head.getUint32(13);
    const time = head.getFloat64(5);
    if (length > octets.length - start || !(time >= 0 && time <= lastDate)) return;
    const bytes = octets.subarray(start, start + length);
    yield { connection: head.getUint32(1), sent: head.getUint8(0) === 1, at: time, bytes };
    at = start + length;
  }
}

function base64(octets: Uint8Array): string {
  let text = '';
  // `apply` takes so many arguments at once, and no engine minds.
  for (let start = 0; start < octets.length; start += 8192)
    text += String.fromCharCode.apply(null, octets.subarray(start, start + 8192) as unknown as number[]);
  return btoa(text);
}

/** @returns null where the text is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  let latin1: string;
  try {
    latin1 = atob(text);
  } catch {
    return null; // the caller says what that means
  }
  const octets = new Uint8Array(latin1.length);
  for (let at = 0; at < octets.length; at++) octets[at] = latin1.charCodeAt(at);
  return octets;
}

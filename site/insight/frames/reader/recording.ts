import { Buffer } from 'node:buffer';
import type { Octets } from '../../../sandbox/octets.ts';
import { type CarriedField, HpackObserver } from '../../../../sandbox-templates/http2/hpack/representations.ts';
import { OctetLog } from './octet-log.ts';
import { flag, headLength, preface, Type } from './protocol.ts';

export type { CarriedField };

/** A frame that crossed a connection (RFC 9113, section 4.1). */
export interface Frame {
  /** Counts from 0 over all connections, in the order in which frames were whole. */
  readonly index: number;
  readonly connection: number;
  /** By the client. */
  readonly sent: boolean;
  /** When its last octet crossed: milliseconds since the recording began. */
  readonly at: number;
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  /** Where it lies in its direction's octets, head and all. */
  readonly start: number;
  readonly end: number;
  /** Of the frame that ends a header block: the fields, in order. */
  readonly fields: readonly CarriedField[] | null;
}

/** One direction of a connection, cut into frames as its octets come. */
class Lane {
  readonly log = new OctetLog();
  readonly #tell: (frame: Omit<Frame, 'index' | 'connection' | 'sent'>) => void;
  readonly #hpack = new HpackObserver();
  readonly #intern: (field: CarriedField) => CarriedField;
  #start = 0;
  #needsPreface: boolean;
  #block: Uint8Array[] = [];
  /** Octets that are no frames have come: from there on nothing can be told apart. */
  isLost = false;

  constructor(
    needsPreface: boolean,
    intern: (field: CarriedField) => CarriedField,
    tell: (frame: Omit<Frame, 'index' | 'connection' | 'sent'>) => void,
  ) {
    [this.#needsPreface, this.#intern, this.#tell] = [needsPreface, intern, tell];
  }

  read(bytes: Uint8Array, at: number): void {
    const { log } = this;
    log.append(bytes, at);
    if (this.isLost) return;
    if (this.#needsPreface) {
      if (log.length < preface.length) return;
      this.#needsPreface = false;
      if (String.fromCharCode(...log.slice(0, preface.length)) !== preface) return void (this.isLost = true);
      this.#start = preface.length;
      this.#tell({ at, type: Type.PREFACE, flags: 0, stream: 0, start: 0, end: preface.length, fields: null });
    }
    while (log.length - this.#start >= headLength) {
      const start = this.#start;
      const length = (log.byte(start) << 16) | (log.byte(start + 1) << 8) | log.byte(start + 2);
      const end = start + headLength + length;
      if (log.length < end) return;
      this.#start = end;
      const [type, flags] = [log.byte(start + 3), log.byte(start + 4)];
      // The first bit is reserved (section 4.1).
      const stream = new DataView(log.slice(start + 5, start + 9).slice().buffer).getUint32(0) & 0x7fff_ffff;
      const fields = this.#fields(type, flags, start + headLength, end);
      this.#tell({ at, type, flags, stream, start, end, fields });
    }
  }

  #fields(type: number, flags: number, start: number, end: number): readonly CarriedField[] | null {
    if (type !== Type.HEADERS && type !== Type.PUSH_PROMISE && type !== Type.CONTINUATION) return null;
    if (type !== Type.CONTINUATION) {
      this.#block = [];
      if (flags & flag.PADDED) end -= this.log.byte(start++);
      if (type === Type.PUSH_PROMISE) start += 4;
      else if (flags & flag.PRIORITY) start += 5;
    }
    this.#block.push(this.log.slice(start, Math.max(start, end)).slice());
    if (!(flags & flag.END_HEADERS)) return null;
    try {
      return this.#hpack.read(Buffer.concat(this.#block.splice(0))).map(this.#intern);
    } catch {
      this.isLost = true; // what comes after a block that is none cannot be decoded: the tables are out of step
      return null;
    }
  }
}

/** What a run's connections carried, cut into frames. Takes octets in the order in which they crossed. */
export class Recording {
  readonly frames: Frame[] = [];
  /** Octets that came, in all. */
  octets = 0;
  readonly #connections = new Map<number, { sent: Lane; received: Lane }>();
  readonly #known = new Map<string, CarriedField>();

  add({ connection, sent, at, bytes }: Octets): void {
    this.octets += bytes.length;
    const lanes = this.#lanes(connection);
    (sent ? lanes.sent : lanes.received).read(bytes, at);
  }

  get connections(): readonly number[] {
    return [...this.#connections.keys()];
  }

  /** Where octets were no frames, or a header block could not be decoded. */
  get isLost(): boolean {
    return [...this.#connections.values()].some(({ sent, received }) => sent.isLost || received.isLost);
  }

  /** A direction's octets. */
  log(connection: number, sent: boolean): OctetLog {
    const lanes = this.#lanes(connection);
    return (sent ? lanes.sent : lanes.received).log;
  }

  /** A frame's payload: without its head. */
  payload({ connection, sent, type, start, end }: Frame): Uint8Array<ArrayBuffer> {
    return this.log(connection, sent).slice(type === Type.PREFACE ? start : start + headLength, end);
  }

  #lanes(connection: number): { sent: Lane; received: Lane } {
    let lanes = this.#connections.get(connection);
    if (!lanes) {
      const lane = (sent: boolean) =>
        new Lane(sent, this.#intern, (frame) =>
          this.frames.push({ index: this.frames.length, connection, sent, ...frame }),
        );
      this.#connections.set(connection, (lanes = { sent: lane(true), received: lane(false) }));
    }
    return lanes;
  }

  /** A run's blocks say the same over and over: equal fields are kept once. */
  readonly #intern = (field: CarriedField): CarriedField => {
    const key = `${field.name}\0${field.value}\0${field.carried}\0${field.index}\0${field.entered}\0${field.octets}`;
    const known = this.#known.get(key);
    if (known) return known;
    // Values that differ with each call are none to keep twice.
    if (this.#known.size < 4096) this.#known.set(key, field);
    return field;
  };
}

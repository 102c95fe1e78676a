import type { Octets } from '../../../sandbox/protocol/octets.ts';
import { CONNECTION_PREFACE, FRAME_HEADER_LENGTH } from '../../../../sandbox-templates/http2/base/protocol.ts';
import { FrameObserver } from '../../../../sandbox-templates/http2/connection/frame-observer.ts';
import type { CarriedField } from '../../../../sandbox-templates/http2/hpack/representations.ts';
import { OctetLog } from './octet-log.ts';
import { Type } from './protocol.ts';

export type { CarriedField };

/** A frame that crossed a connection (RFC 9113, section 4.1). */
export interface Frame {
  /** Counts from 0 over all connections, in the order in which frames were whole. */
  readonly index: number;
  readonly connection: number;
  /** By the client. */
  readonly sent: boolean;
  /** When its last octet crossed: milliseconds since the epoch. */
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
  readonly #observer: FrameObserver;
  readonly #tell: (frame: Omit<Frame, 'index' | 'connection' | 'sent'>) => void;
  #at = 0;
  /** Where the next frame begins. */
  #start = 0;
  #needsPreface: boolean;

  constructor(
    needsPreface: boolean,
    intern: (field: CarriedField) => CarriedField,
    tell: (frame: Omit<Frame, 'index' | 'connection' | 'sent'>) => void,
  ) {
    [this.#needsPreface, this.#tell] = [needsPreface, tell];
    this.#observer = new FrameObserver(needsPreface, ({ type, flags, streamId, length, fields }) =>
      this.#told(type, flags, streamId, FRAME_HEADER_LENGTH + length, fields?.map(intern) ?? null),
    );
  }

  /** Octets that are no frames have come: from there on nothing can be told apart. */
  get isLost(): boolean {
    return this.#observer.isLost;
  }

  read(bytes: Uint8Array, at: number): void {
    this.log.append(bytes, at);
    this.#at = at;
    if (this.#needsPreface && this.log.length >= CONNECTION_PREFACE.length) {
      this.#needsPreface = false;
      const first = String.fromCharCode(...this.log.slice(0, CONNECTION_PREFACE.length));
      if (first === CONNECTION_PREFACE) this.#told(Type.PREFACE, 0, 0, CONNECTION_PREFACE.length, null);
    }
    this.#observer.read(bytes);
  }

  #told(type: number, flags: number, stream: number, octets: number, fields: readonly CarriedField[] | null): void {
    const start = this.#start;
    this.#start += octets;
    this.#tell({ at: this.#at, type, flags, stream, start, end: this.#start, fields });
  }
}

/** What a run's connections carried, cut into frames. Takes octets in the order in which they crossed. */
export class Recording {
  readonly frames: Frame[] = [];
  /** Octets that came, in all. */
  octets = 0;
  /** When the first came: milliseconds since the epoch. */
  began = 0;
  readonly #connections = new Map<number, { sent: Lane; received: Lane }>();
  readonly #known = new Map<string, CarriedField>();

  add({ connection, sent, at, bytes }: Octets): void {
    if (this.octets === 0) this.began = at;
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
    return this.log(connection, sent).slice(type === Type.PREFACE ? start : start + FRAME_HEADER_LENGTH, end);
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

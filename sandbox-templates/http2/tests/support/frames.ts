/**
 * Frames of RFC 9113 written and read apart from the code under test, so that a mistake of its codec cannot hide in the tests.
 * Header blocks are written as literals without Huffman or the dynamic table (RFC 7541 section 6.2.2).
 */

export const Type = {
  DATA: 0,
  HEADERS: 1,
  PRIORITY: 2,
  RST_STREAM: 3,
  SETTINGS: 4,
  PUSH_PROMISE: 5,
  PING: 6,
  GOAWAY: 7,
  WINDOW_UPDATE: 8,
  CONTINUATION: 9,
} as const;

export const Flag = { NONE: 0, END_STREAM: 1, ACK: 1, END_HEADERS: 4, PADDED: 8, PRIORITY: 32 } as const;

export const Setting = {
  HEADER_TABLE_SIZE: 1,
  ENABLE_PUSH: 2,
  MAX_CONCURRENT_STREAMS: 3,
  INITIAL_WINDOW_SIZE: 4,
  MAX_FRAME_SIZE: 5,
  MAX_HEADER_LIST_SIZE: 6,
} as const;

/** The error codes of RFC 9113 section 7, each at the index that is its number. */
export const errorNames = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
] as const;
export type ErrorName = (typeof errorNames)[number];

const errorCode = (name: ErrorName): number => errorNames.indexOf(name);

export const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1');
export const frameHeaderBytes = 9;
export const defaultMaxFrameSize = 16_384;
export const defaultWindow = 65_535;
export const maxWindow = 2 ** 31 - 1;

export interface Frame {
  type: number;
  flags: number;
  streamId: number;
  payload: Buffer;
}

/** One frame. `length` overrides the length that the header declares, for frames that lie about it. */
export function frame(
  type: number,
  flags: number,
  streamId: number,
  payload: Uint8Array = Buffer.alloc(0),
  length = payload.length,
): Buffer {
  const bytes = Buffer.alloc(frameHeaderBytes + payload.length);
  bytes.writeUIntBE(length, 0, 3);
  bytes[3] = type;
  bytes[4] = flags;
  bytes.writeUInt32BE(streamId >>> 0, 5);
  bytes.set(payload, frameHeaderBytes);
  return bytes;
}

export const uint32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, 4 * index));
  return bytes;
};

export type Field = readonly [name: string, value: string];

/** An HPACK integer (RFC 7541 section 5.1) with the given high bits before its prefix. */
export function integer(value: number, prefixBits: number, high = 0): Buffer {
  const limit = 2 ** prefixBits - 1;
  if (value < limit) return Buffer.of(high | value);
  const bytes = [high | limit];
  for (value -= limit; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.from([...bytes, value]);
}

const string = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'latin1');
  return Buffer.concat([integer(bytes.length, 7), bytes]);
};

/** One literal field; `indexed` puts it into the receiver's dynamic table. */
export const literal = ([name, value]: Field, indexed = false): Buffer =>
  Buffer.concat([Buffer.of(indexed ? 0x40 : 0x00), string(name), string(value)]);

export const block = (fields: readonly Field[]): Buffer => Buffer.concat(fields.map((field) => literal(field)));

export const request = (path = '/', method = 'POST'): Field[] => [
  [':method', method],
  [':scheme', 'http'],
  [':path', path],
  [':authority', 'test.local'],
];

export const settings = (entries: ReadonlyArray<readonly [id: number, value: number]> = [], flags = 0): Buffer => {
  const payload = Buffer.alloc(6 * entries.length);
  entries.forEach(([id, value], index) => {
    payload.writeUInt16BE(id, 6 * index);
    payload.writeUInt32BE(value, 6 * index + 2);
  });
  return frame(Type.SETTINGS, flags, 0, payload);
};

/** HEADERS that hold their whole field block; `flags` come on top of END_HEADERS. */
export const headers = (streamId: number, fields: readonly Field[] | Uint8Array, flags: number = Flag.NONE): Buffer =>
  frame(Type.HEADERS, Flag.END_HEADERS | flags, streamId, fields instanceof Uint8Array ? fields : block(fields));

export const data = (streamId: number, payload: Uint8Array | string = '', flags: number = Flag.NONE): Buffer =>
  frame(Type.DATA, flags, streamId, Buffer.from(payload as Uint8Array));

export const continuation = (streamId: number, payload: Uint8Array, flags: number = Flag.END_HEADERS): Buffer =>
  frame(Type.CONTINUATION, flags, streamId, payload);

export const resetStream = (streamId: number, error: ErrorName = 'CANCEL'): Buffer =>
  frame(Type.RST_STREAM, 0, streamId, uint32(errorCode(error)));

export const windowUpdate = (streamId: number, increment: number): Buffer =>
  frame(Type.WINDOW_UPDATE, 0, streamId, uint32(increment));

export const priority = (streamId: number, dependsOn = 0): Buffer =>
  frame(Type.PRIORITY, 0, streamId, Buffer.concat([uint32(dependsOn), Buffer.of(15)]));

export const ping = (opaque: Uint8Array = Buffer.alloc(8), flags: number = Flag.NONE): Buffer =>
  frame(Type.PING, flags, 0, opaque);

export const goaway = (lastStreamId: number, error: ErrorName = 'NO_ERROR'): Buffer =>
  frame(Type.GOAWAY, 0, 0, uint32(lastStreamId, errorCode(error)));

export const pushPromise = (
  streamId: number,
  promisedId: number,
  fields: readonly Field[] = request('/pushed', 'GET'),
): Buffer => frame(Type.PUSH_PROMISE, Flag.END_HEADERS, streamId, Buffer.concat([uint32(promisedId), block(fields)]));

/** Cuts a byte stream into frames. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): Frame[] {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const frames: Frame[] = [];
    let at = 0;
    while (bytes.length - at >= frameHeaderBytes) {
      const end = at + frameHeaderBytes + bytes.readUIntBE(at, 3);
      if (bytes.length < end) break;
      frames.push({
        type: bytes.readUInt8(at + 3),
        flags: bytes.readUInt8(at + 4),
        streamId: bytes.readUInt32BE(at + 5) & maxWindow,
        payload: bytes.subarray(at + frameHeaderBytes, end),
      });
      at = end;
    }
    this.#rest = bytes.subarray(at);
    return frames;
  }
}

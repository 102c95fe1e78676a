import {
  block,
  continuation,
  data,
  Flag,
  frame,
  frameHeaderBytes,
  goaway,
  headers,
  integer,
  literal,
  ping,
  priority,
  pushPromise,
  request,
  resetStream,
  settings,
  Type,
  uint32,
  windowUpdate,
  type Field,
} from '../support/frames.ts';
import type { Random } from './random.ts';

export type Role = 'server' | 'client';

const paths = ['/', '/echo', '/hold', '/respond-and-hold', '/big', '/reset', '/trailers'];
const interesting = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x3fff, 0x4000, 0x4001, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff,
];
const fields: Field[] = [
  ['x-a', 'b'],
  ['content-length', '3'],
  ['cookie', 'a=1'],
  ['te', 'trailers'],
  ['grpc-timeout', '1S'],
  ['x-long', 'v'.repeat(300)],
];

/** A message as the peer of `role` would open it. */
const message = (role: Role, random: Random): Field[] => {
  const own: Field[] =
    role === 'server'
      ? request(random.pick(paths), random.pick(['GET', 'POST', 'HEAD']))
      : [[':status', random.pick(['200', '204', '103', '304', '500'])]];
  while (random.once(2)) own.push(random.pick(fields));
  return own;
};

/** A field block with every representation that HPACK has. */
function fieldBlock(role: Role, random: Random): Buffer {
  const parts = [block(message(role, random))];
  while (random.once(6))
    parts.push(
      random.pick([
        () => literal(random.pick(fields), true),
        () => integer(random.below(80), 7, 0x80),
        () => integer(random.pick(interesting), 5, 0x20),
        () => Buffer.concat([integer(random.below(80), 6, 0x40), Buffer.of(1, 0x61)]),
        () => Buffer.concat([Buffer.of(0, 0x80 | 3), random.bytes(3), Buffer.of(1, 0x61)]),
        () => random.bytes(random.below(20)),
      ])(),
    );
  if (random.once(12)) parts.unshift(integer(random.pick([0, 100, 4096]), 5, 0x20));
  return Buffer.concat(parts);
}

type Make = (role: Role, streamId: number, random: Random) => Buffer;

/** Sound frames that open a stream or continue it. */
const openings: Make[] = [
  (role, streamId, random) => headers(streamId, fieldBlock(role, random), random.pick([Flag.NONE, Flag.END_STREAM])),
  (role, streamId, random) => {
    const whole = fieldBlock(role, random);
    const at = random.below(whole.length);
    return Buffer.concat([
      frame(Type.HEADERS, random.pick([0, Flag.END_STREAM]), streamId, whole.subarray(0, at)),
      continuation(streamId, whole.subarray(at)),
    ]);
  },
  (role, streamId, random) =>
    frame(
      Type.HEADERS,
      Flag.END_HEADERS | Flag.PRIORITY,
      streamId,
      Buffer.concat([uint32(random.uint32()), Buffer.of(9), fieldBlock(role, random)]),
    ),
];

/** Sound frames of a stream that is open, or of the connection. Repeated where they should come more often. */
const followings: Make[] = [
  ...Array<Make>(12).fill((_role, streamId, random) =>
    data(streamId, random.bytes(random.below(100)), random.pick([Flag.NONE, Flag.NONE, Flag.END_STREAM])),
  ),
  (_role, streamId, random) =>
    data(streamId, Buffer.concat([Buffer.of(2), random.bytes(5), Buffer.alloc(2)]), Flag.PADDED),
  (_role, streamId, random) => headers(streamId, [['x-trailer', String(random.below(10))]], Flag.END_STREAM),
  (_role, streamId, random) =>
    resetStream(streamId, random.pick(['NO_ERROR', 'CANCEL', 'REFUSED_STREAM', 'ENHANCE_YOUR_CALM'])),
  (_role, streamId, random) => windowUpdate(random.pick([0, streamId]), random.pick([1, 1000, 0x1000_0000])),
  ...Array<Make>(4).fill((_role, streamId, random) => priority(streamId, random.below(10))),
  (_role, _streamId, random) =>
    settings(Array.from({ length: random.below(4) }, () => [random.below(9), random.pick(interesting)])),
  ...Array<Make>(4).fill((_role, _streamId, random) => ping(random.bytes(8), random.once(30) ? Flag.ACK : Flag.NONE)),
  // A GOAWAY that tells an error, as most mutants do, ends the connection: not too often.
  (_role, streamId, random) =>
    random.once(4)
      ? goaway(random.pick([0, streamId, 0x7fff_ffff]), random.once(8) ? 'ENHANCE_YOUR_CALM' : 'NO_ERROR')
      : ping(random.bytes(8)),
  (_role, streamId, random) => (random.once(5) ? pushPromise(streamId, streamId + 1) : priority(streamId)),
  // A promise and what was promised; an identifier that is not the highest yet ends the connection.
  ...Array<Make>(2).fill((role, streamId, random) => {
    if (role === 'server') return priority(streamId);
    const promised = 2 * (1 + random.below(2 ** 20));
    return Buffer.concat([
      pushPromise(streamId, promised),
      headers(promised, [[':status', '200']], random.pick([Flag.NONE, Flag.END_STREAM])),
      data(promised, random.bytes(random.below(50)), random.pick([Flag.NONE, Flag.END_STREAM])),
    ]);
  }),
  // ALTSVC (RFC 7838 section 4) and ORIGIN (RFC 8336 section 2): a length of 16 bits, and what it counts.
  (_role, streamId, random) =>
    frame(10, 0, random.pick([0, streamId]), Buffer.concat([Buffer.of(0, random.below(3)), random.bytes(12)])),
  (_role, _streamId, random) =>
    frame(12, 0, 0, Buffer.concat([Buffer.of(0, 4), random.bytes(4), Buffer.of(0, random.below(9)), random.bytes(4)])),
  ...Array<Make>(4).fill((_role, streamId, random) =>
    frame(10 + random.below(246), random.below(256), streamId, random.bytes(random.below(20))),
  ),
];

type Mutate = (bytes: Buffer, random: Random) => Buffer;

const payloadByte: Mutate = (bytes, random) => {
  if (bytes.length > frameHeaderBytes)
    bytes[frameHeaderBytes + random.below(bytes.length - frameHeaderBytes)] = random.uint32();
  return bytes;
};

/** One change each. Those of the payload come more often: most of a header's end the connection at once, and what comes after is lost. */
const mutations: Mutate[] = [
  ...Array<Mutate>(80).fill(payloadByte),
  (bytes, random) => {
    const at = random.below(bytes.length);
    bytes[at]! ^= 1 << random.below(8);
    return bytes;
  },
  (bytes, random) => {
    bytes[4] = random.uint32();
    return bytes;
  },
  (bytes, random) => {
    bytes[4]! ^= 1 << random.below(8);
    return bytes;
  },
  (bytes, random) => {
    bytes[3] = random.below(11);
    return bytes;
  },
  (bytes, random) => {
    bytes.writeUInt32BE(random.pick([0, 1, 1, 1, 2, 3, 5, 7, 0xffff_ffff, random.uint32()]), 5);
    return bytes;
  },
  (bytes, random) => {
    if (bytes.length >= 13)
      bytes.writeUInt32BE(random.pick(interesting), frameHeaderBytes + random.below(bytes.length - 12));
    return bytes;
  },
  // A payload cut or lengthened, with a length that tells so.
  (bytes, random) => {
    const cut = bytes.subarray(0, frameHeaderBytes + random.below(bytes.length - frameHeaderBytes + 1));
    cut.writeUIntBE(cut.length - frameHeaderBytes, 0, 3);
    return cut;
  },
  (bytes, random) => {
    const longer = Buffer.concat([bytes, random.bytes(1 + random.below(30))]);
    longer.writeUIntBE(longer.length - frameHeaderBytes, 0, 3);
    return longer;
  },
  (bytes) => Buffer.concat([bytes, bytes]),
  // A length that lies.
  (bytes, random) => {
    bytes.writeUIntBE(random.pick([0, 1, 8, 0x4000, 0x4001, 0xff_ffff, random.below(200)]), 0, 3);
    return bytes;
  },
];

/** Whether the bytes open the stream that {@link mutant} would open next. */
export const opens = (bytes: Buffer, lastStreamId: number): boolean =>
  bytes.readUInt8(3) === Type.HEADERS && bytes.readUInt32BE(5) === lastStreamId + 2;

/** A frame for a connection whose client has opened `lastStreamId`, changed in one place or more. */
export function mutant(role: Role, lastStreamId: number, random: Random): Buffer {
  const opening = random.once(10);
  const streamId = opening && role === 'server' ? lastStreamId + 2 : Math.max(1, lastStreamId - 2 * random.below(3));
  let bytes = random.pick(opening ? openings : followings)(role, streamId, random);
  do bytes = random.pick(mutations)(bytes, random);
  while (random.once(10));
  return bytes;
}

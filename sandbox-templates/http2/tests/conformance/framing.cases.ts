import {
  block,
  continuation,
  data,
  defaultMaxFrameSize,
  Flag,
  frame,
  frameHeaderBytes,
  headers,
  integer,
  literal,
  ping,
  priority,
  request,
  settings,
  Setting,
  Type,
  uint32,
  windowUpdate,
} from '../support/frames.ts';
import { compressionError, frameSizeError, frameSizeErrorOfStream, protocolError, type Case } from './case.ts';

const tooLarge = Buffer.alloc(defaultMaxFrameSize + 1);
const unknownType = 0xbe;
/** Large enough that the block needs more than one frame. */
const longBlock = block([...request('/hold'), ['filler', 'f'.repeat(1000)]]);
const firstPart = (streamId: number, flags: number = Flag.NONE) =>
  frame(Type.HEADERS, flags, streamId, longBlock.subarray(0, 100));
const lastPart = (streamId: number) => continuation(streamId, longBlock.subarray(100));
const badBlock = (rule: string, fieldBlock: Buffer): Case => ({
  section: '4.3',
  rule: `a field block ${rule}`,
  role: 'server',
  given: 'idle',
  frames: [headers(1, fieldBlock)],
  outcome: compressionError,
});
const withReservedBit = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, 5), uint32(bytes.readUInt32BE(5) | 0x8000_0000), bytes.subarray(frameHeaderBytes)]);

/** RFC 9113 sections 4 (frames, field blocks) and 5.5 (extensions). */
export const framingCases: Case[] = [
  {
    section: '4.1',
    rule: 'the reserved bit of the stream identifier is ignored',
    frames: [withReservedBit(ping()), withReservedBit(data(1, 'x'))],
    outcome: 'no error',
  },
  {
    section: '4.1',
    rule: 'undefined flags are ignored',
    frames: [ping(Buffer.alloc(8), 0xfe), frame(Type.WINDOW_UPDATE, 0xff, 1, uint32(1))],
    outcome: 'no error',
  },

  {
    section: '4.2',
    rule: 'DATA above SETTINGS_MAX_FRAME_SIZE',
    frames: [data(1, tooLarge)],
    outcome: frameSizeErrorOfStream,
  },
  {
    section: '4.2',
    rule: 'HEADERS above SETTINGS_MAX_FRAME_SIZE',
    frames: [headers(3, tooLarge)],
    outcome: frameSizeError,
  },
  {
    section: '4.2',
    rule: 'CONTINUATION above SETTINGS_MAX_FRAME_SIZE',
    role: 'server',
    frames: [firstPart(3), continuation(3, tooLarge)],
    outcome: frameSizeError,
  },
  {
    section: '4.2',
    rule: 'SETTINGS above SETTINGS_MAX_FRAME_SIZE',
    frames: [frame(Type.SETTINGS, 0, 0, Buffer.alloc(6 * 2731))],
    outcome: frameSizeError,
  },
  {
    section: '4.2',
    rule: 'a frame of stream 0 above SETTINGS_MAX_FRAME_SIZE',
    frames: [frame(Type.GOAWAY, 0, 0, tooLarge)],
    outcome: frameSizeError,
  },
  {
    section: '4.2',
    rule: 'a frame too large is refused by its header, before its payload has come',
    frames: [data(1, '').fill(0xff, 0, 3)],
    outcome: frameSizeErrorOfStream,
  },
  {
    section: '4.2',
    rule: 'HEADERS too small for their priority fields',
    frames: [headers(3, Buffer.alloc(4), Flag.PRIORITY)],
    outcome: [frameSizeError, protocolError],
  },
  {
    section: '4.2',
    rule: 'DATA too small for their pad length',
    frames: [data(1, '', Flag.PADDED)],
    outcome: [...frameSizeErrorOfStream, protocolError],
  },
  {
    section: '4.2',
    rule: 'GOAWAY too small for its error code',
    frames: [frame(Type.GOAWAY, 0, 0, Buffer.alloc(7))],
    outcome: frameSizeError,
  },

  badBlock('with index 0', Buffer.of(0x80)),
  badBlock('with an index beyond both tables', Buffer.of(0x80 | 62)),
  badBlock('with a name index beyond both tables', Buffer.concat([integer(100, 6, 0x40), Buffer.of(1, 0x61)])),
  badBlock('that ends inside a string', Buffer.concat([block(request()), Buffer.of(0x00, 0x05, 0x61)])),
  badBlock('that ends inside an integer', Buffer.concat([block(request()), Buffer.of(0x7f, 0x80)])),
  badBlock(
    'with an integer beyond 32 bits',
    Buffer.concat([block(request()), Buffer.of(0x7f, ...Array<number>(10).fill(0xff), 0x01)]),
  ),
  badBlock(
    'with Huffman padding of more than 7 bits',
    Buffer.concat([block(request()), Buffer.of(0x00, 0x82, 0x1f, 0xff, 0x01, 0x61)]),
  ),
  badBlock(
    'with Huffman padding that is not all ones',
    Buffer.concat([block(request()), Buffer.of(0x00, 0x81, 0x18, 0x01, 0x61)]),
  ),
  badBlock(
    'with the Huffman code of EOS',
    Buffer.concat([block(request()), Buffer.of(0x00, 0x84, 0xff, 0xff, 0xff, 0xff, 0x01, 0x61)]),
  ),
  badBlock(
    'that raises the table above SETTINGS_HEADER_TABLE_SIZE',
    Buffer.concat([integer(65_537, 5, 0x20), block(request())]),
  ),
  badBlock('with a table size update behind a field', Buffer.concat([block(request()), integer(0, 5, 0x20)])),
  {
    section: '4.3',
    rule: 'a field block of trailers with index 0',
    role: 'client',
    frames: [headers(1, Buffer.of(0x80), Flag.END_STREAM)],
    outcome: compressionError,
  },
  {
    section: '4.3',
    rule: 'table size updates in front are followed',
    role: 'server',
    given: 'idle',
    frames: [
      headers(1, Buffer.concat([integer(0, 5, 0x20), integer(100, 5, 0x20), block(request())]), Flag.END_STREAM),
    ],
    outcome: 'no error',
  },
  {
    section: '4.3',
    rule: 'a field block may come in many CONTINUATION frames',
    role: 'server',
    given: 'idle',
    frames: [
      firstPart(1),
      continuation(1, longBlock.subarray(100, 200), 0),
      continuation(1, Buffer.alloc(0), 0),
      continuation(1, longBlock.subarray(200)),
    ],
    outcome: 'no error',
  },
  {
    section: '4.3',
    rule: 'the field block of a stream that the endpoint reset still feeds the dynamic table',
    role: 'server',
    given: 'reset by endpoint',
    frames: [
      headers(1, literal(['x-kept', 'yes'], true), Flag.END_STREAM),
      headers(3, Buffer.concat([block(request()), Buffer.of(0x80 | 62)]), Flag.END_STREAM),
    ],
    outcome: 'no error',
  },

  {
    section: '5.5',
    rule: 'frames of an unknown type are discarded',
    frames: [
      frame(unknownType, 0xff, 0, Buffer.alloc(8)),
      frame(unknownType, 0xff, 1, Buffer.alloc(8)),
      frame(unknownType, 0, 77),
    ],
    outcome: 'no error',
  },
  {
    section: '5.5',
    rule: 'unknown settings are ignored',
    frames: [
      settings([
        [0xbeef, 0xffff_ffff],
        [0, 1],
      ]),
    ],
    outcome: 'no error',
  },
  {
    section: '5.5',
    rule: 'a frame of an unknown type inside a field block',
    role: 'server',
    frames: [firstPart(3), frame(unknownType, 0, 3), lastPart(3)],
    outcome: protocolError,
  },

  {
    section: '6.10',
    rule: 'CONTINUATION on stream 0',
    role: 'server',
    frames: [firstPart(3), lastPart(0)],
    outcome: protocolError,
  },
  { section: '6.10', rule: 'CONTINUATION without HEADERS', frames: [lastPart(1)], outcome: protocolError },
  {
    section: '6.10',
    rule: 'CONTINUATION behind a block that has ended',
    role: 'server',
    given: 'idle',
    frames: [firstPart(1), lastPart(1), lastPart(1)],
    outcome: protocolError,
  },
  {
    section: '6.10',
    rule: 'CONTINUATION of another stream',
    role: 'server',
    frames: [firstPart(3), lastPart(1)],
    outcome: protocolError,
  },
  {
    section: '6.10',
    rule: 'CONTINUATION behind DATA',
    role: 'server',
    frames: [firstPart(3), data(1, 'x'), lastPart(3)],
    outcome: protocolError,
  },
  {
    section: '6.2',
    rule: 'HEADERS followed by another type than CONTINUATION',
    role: 'server',
    frames: [firstPart(3), priority(3)],
    outcome: protocolError,
  },
  {
    section: '6.2',
    rule: 'HEADERS followed by HEADERS of another stream',
    role: 'server',
    frames: [firstPart(3), headers(5, request())],
    outcome: protocolError,
  },
  {
    section: '6.2',
    rule: 'HEADERS followed by WINDOW_UPDATE of the connection',
    role: 'server',
    frames: [firstPart(3), windowUpdate(0, 1)],
    outcome: protocolError,
  },
  {
    section: '6.2',
    rule: 'HEADERS that end the stream may be continued',
    role: 'server',
    given: 'idle',
    frames: [firstPart(1, Flag.END_STREAM), lastPart(1)],
    outcome: 'no error',
  },
  {
    section: '6.5.2',
    rule: 'a table size of 0 is obeyed and does not break responses',
    frames: [settings([[Setting.HEADER_TABLE_SIZE, 0]])],
    outcome: 'no error',
  },
];

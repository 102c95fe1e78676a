import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { fieldName } from './field-name.ts';
import type { FieldName } from './field-name.ts';
import { CompressionError } from './compression-error.ts';
import { HpackDecoder } from './decoder.ts';
import { HpackEncoder } from './encoder.ts';
import { huffmanDecode, huffmanEncode, huffmanLength } from './huffman.ts';
import { writeInteger } from './integer.ts';

type List = Array<[string, string]>;
const LIMITS = { maxSize: 65_535, maxFields: 128 };
const hex = (text: string) => Buffer.from(text.replace(/\s+/g, ''), 'hex');
const decode = (decoder: HpackDecoder, block: Buffer): List =>
  decoder.decode(block, 0, block.length, LIMITS).map((field) => [field.name, field.value]);

/** The vectors index fields (location, set-cookie) that this implementation does not, because their values seldom repeat. */
const indexed = new Map<string, FieldName>();
const indexedName = (name: string): FieldName => {
  const known = indexed.get(name) ?? { ...fieldName(name), indexed: true };
  indexed.set(name, known);
  return known;
};
const encode = (encoder: HpackEncoder, list: List, sensitive = false): Buffer => {
  const fields = list.map(([name, value]) => ({ name: indexedName(name), value, sensitive }));
  const buffer = Buffer.alloc(HpackEncoder.bound(fields));
  return buffer.subarray(0, encoder.encode(fields, buffer, 0));
};

describe('RFC 7541 appendix C.1, integers', () => {
  it.each([
    ['C.1.1', 10, 5, '0a'],
    ['C.1.2', 1337, 5, '1f9a0a'],
    ['C.1.3', 42, 8, '2a'],
  ])('%s', (_, value, prefix, octets) => {
    const buffer = Buffer.alloc(8);
    expect(buffer.subarray(0, writeInteger(buffer, 0, 0, prefix, value)).toString('hex')).toBe(octets);
  });
});

describe('RFC 7541 appendix C.2, fields', () => {
  it('C.2.1 literal with indexing', () => {
    const decoder = new HpackDecoder();
    expect(decode(decoder, hex('400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572'))).toEqual([
      ['custom-key', 'custom-header'],
    ]);
    expect(decoder.tableSize).toBe(55);
  });
  it('C.2.2 literal without indexing', () => {
    const decoder = new HpackDecoder();
    expect(decode(decoder, hex('040c 2f73 616d 706c 652f 7061 7468'))).toEqual([[':path', '/sample/path']]);
    expect(decoder.tableSize).toBe(0);
  });
  it('C.2.3 literal never indexed', () => {
    const decoder = new HpackDecoder();
    const block = hex('1008 7061 7373 776f 7264 0673 6563 7265 74');
    const [field] = decoder.decode(block, 0, block.length, LIMITS);
    expect([field!.name, field!.value, field!.neverIndexed]).toEqual(['password', 'secret', true]);
    expect(decoder.tableSize).toBe(0);
    expect(encode(new HpackEncoder(), [['password', 'secret']], true)).toEqual(block);
  });
  it('C.2.4 indexed', () => {
    expect(decode(new HpackDecoder(), hex('82'))).toEqual([[':method', 'GET']]);
  });
});

const GET: List = [
  [':method', 'GET'],
  [':scheme', 'http'],
  [':path', '/'],
  [':authority', 'www.example.com'],
];
const requests: List[] = [
  GET,
  [...GET, ['cache-control', 'no-cache']],
  [
    [':method', 'GET'],
    [':scheme', 'https'],
    [':path', '/index.html'],
    [':authority', 'www.example.com'],
    ['custom-key', 'custom-value'],
  ],
];
const response = (status: string, date: string): List => [
  [':status', status],
  ['cache-control', 'private'],
  ['date', date],
  ['location', 'https://www.example.com'],
];
const responses: List[] = [
  response('302', 'Mon, 21 Oct 2013 20:13:21 GMT'),
  response('307', 'Mon, 21 Oct 2013 20:13:21 GMT'),
  [
    ...response('200', 'Mon, 21 Oct 2013 20:13:22 GMT'),
    ['content-encoding', 'gzip'],
    ['set-cookie', 'foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1'],
  ],
];

const sequences = [
  {
    name: 'C.3, requests without Huffman coding',
    capacity: 4096,
    huffman: false,
    lists: requests,
    sizes: [57, 110, 164],
    blocks: [
      '8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d',
      '8286 84be 5808 6e6f 2d63 6163 6865',
      '8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65',
    ],
  },
  {
    name: 'C.4, requests with Huffman coding',
    capacity: 4096,
    huffman: true,
    lists: requests,
    sizes: [57, 110, 164],
    blocks: [
      '8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff',
      '8286 84be 5886 a8eb 1064 9cbf',
      '8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf',
    ],
  },
  {
    name: 'C.5, responses without Huffman coding',
    capacity: 256,
    huffman: false,
    lists: responses,
    sizes: [222, 222, 215],
    blocks: [
      `4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120 474d 546e
       1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d`,
      '4803 3330 37c1 c0bf',
      `88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738 666f 6f3d
       4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572
       7369 6f6e 3d31`,
    ],
  },
  {
    name: 'C.6, responses with Huffman coding',
    capacity: 256,
    huffman: true,
    lists: responses,
    sizes: [222, 222, 215],
    blocks: [
      `4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b
       97c8 e9ae 82ae 43d3`,
      '4883 640e ffc1 c0bf',
      `88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf
       cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07`,
    ],
  },
];

describe.each(sequences)('RFC 7541 appendix $name', ({ capacity, huffman, lists, sizes, blocks }) => {
  it('decodes', () => {
    const decoder = new HpackDecoder(capacity);
    blocks.forEach((block, i) => {
      expect(decode(decoder, hex(block))).toEqual(lists[i]);
      expect(decoder.tableSize).toBe(sizes[i]);
    });
  });
  it('encodes to the same octets', () => {
    const encoder = new HpackEncoder(capacity, huffman);
    blocks.forEach((block, i) => {
      expect(encode(encoder, lists[i]!).toString('hex')).toBe(hex(block).toString('hex'));
      expect(encoder.tableSize).toBe(sizes[i]);
    });
  });
  it('encodes what it can decode', () => {
    const encoder = new HpackEncoder(capacity, huffman);
    const decoder = new HpackDecoder(capacity);
    for (let round = 0; round < 50; round++) {
      for (const list of lists) {
        const varied: List = [...list, [`x-${round % 7}`, `value ${round % 11}`]];
        expect(decode(decoder, encode(encoder, varied))).toEqual(varied);
        expect(decoder.tableSize).toBe(encoder.tableSize);
      }
    }
  });
});

describe('Huffman code', () => {
  it('codes every octet and back', () => {
    const text = Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join('');
    const buffer = Buffer.alloc(huffmanLength(text));
    expect(huffmanEncode(text, buffer, 0)).toBe(buffer.length);
    expect(huffmanDecode(buffer, 0, buffer.length)).toBe(text);
  });
  it('has the codes of appendix B', () => {
    const codeOf = (text: string) => {
      const buffer = Buffer.alloc(huffmanLength(text));
      huffmanEncode(text, buffer, 0);
      return buffer.toString('hex');
    };
    // '\x00' 0x1ff8 (13 bits), '\n' 0x3ffffffc (30), '"' 0x3f9 (10), '\xf9' 0xffffffe (28); padded with ones.
    expect(['\x00', '\n', '"', '\xf9'].map(codeOf)).toEqual(['ffc7', 'fffffff3', 'fe7f', 'ffffffef']);
  });
  it.each([
    ['padding of eight bits', '1fff'],
    ['padding of zeros', '18'],
    ['the end-of-string code', 'ffffffff'],
  ])('refuses %s', (_, octets) => {
    const buffer = hex(octets);
    expect(huffmanDecode(buffer, 0, buffer.length)).toBeNull();
  });
});

describe('HpackDecoder refuses', () => {
  it.each([
    ['index 0', '80'],
    ['an index past the tables', 'be'],
    ['a string that is cut short', '4003 61'],
    ['an integer that is cut short', 'ff'],
    ['an integer that is too large', 'ffff ffff ffff ffff ff7f'],
    ['an integer padded without end', 'ff80 8080 8080 8080 8000'],
    ['a size update above the limit', '3fe2 1f'],
    ['a size update after a field', '8220'],
  ])('%s', (_, block) => {
    expect(() => decode(new HpackDecoder(), hex(block))).toThrow(CompressionError);
  });
  it('a block that ignores a reduced table size', () => {
    const decoder = new HpackDecoder();
    decoder.setCapacityLimit(100);
    expect(() => decode(decoder, hex('82'))).toThrow(CompressionError);
    expect(decode(decoder, hex('2082'))).toEqual([[':method', 'GET']]);
  });
});

describe('HpackDecoder limits', () => {
  it('keeps the table in step while dropping a list that is too long', () => {
    const decoder = new HpackDecoder();
    const encoder = new HpackEncoder();
    const long: List = Array.from({ length: 40 }, (_, i) => [`name-${i}`, 'v']);
    const block = encode(encoder, long);
    decoder.decode(block, 0, block.length, { maxSize: 1000, maxFields: 10 });
    expect(decoder.exceeded).toBe(true);
    expect(decoder.fields.length).toBe(10);
    expect(decode(decoder, encode(encoder, long))).toEqual(long);
  });
});

describe('HpackEncoder', () => {
  it('announces the least and the last of several size changes', () => {
    const encoder = new HpackEncoder();
    encoder.setCapacity(0);
    encoder.setCapacity(100);
    expect(encode(encoder, [[':method', 'GET']]).toString('hex')).toBe('203f4582');
    expect(encode(encoder, [[':method', 'GET']]).toString('hex')).toBe('82');
  });
});

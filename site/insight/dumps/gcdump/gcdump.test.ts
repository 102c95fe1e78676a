import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { againstReport } from '../../../../tests/dumps/against-report.ts';
import { sample, sampleReport } from '../../sample.ts';
import { typeRows } from '../compare.ts';
import { Dump } from '../dump.ts';
import { DumpError } from '../dump-error.ts';
import { readDump } from '../read-dump.ts';
import { csharpName, shortName } from './csharp-name.ts';
import { gcdumpGraph, parseGcdump } from './gcdump.ts';

const samples = 'leak-100 leak-1000 channels web-100 game arrays types events timers static cancellation nodes'.split(
  ' ',
);

test.each(samples)(
  '%s.gcdump, of a real program, has the types, counts and bytes that dotnet-gcdump reports',
  async (name) => {
    const { rows, differing, objects, bytes, table } = await againstReport(sample(name), sampleReport(name));
    expect(rows).toBeGreaterThan(50);
    expect(differing).toEqual([]);
    expect(objects.found).toBe(objects.reported);
    expect(bytes).toEqual({ reported: bytes.reported, found: bytes.reported, shown: bytes.reported });
    expect(table.rows).toBe(table.total);
  },
);

test('objects of one type are one row, however large they are', () => {
  const { types } = gcdumpGraph(parseGcdump(sample('arrays')));
  expect(types.filter(({ name }) => name === 'byte[]')).toHaveLength(1);
  expect(types.map(({ name }) => name)).toEqual(expect.arrayContaining(['int[,]', 'long[,,]', 'int[][]', 'string[]']));
});

test('a type of an assembly that is loaded from two folders is one row, and has not grown', () => {
  const item = { name: 'Plugin.Item', firstSize: 24 };
  const dump = new Dump(
    gcdumpGraph({
      types: [
        { name: '[root]', firstSize: 0, module: null },
        { ...item, module: '/one/Plugin.dll' },
        { ...item, module: 'C:\\two\\Plugin.dll' },
      ],
      root: 0,
      totalSize: 72,
      typeOf: Uint32Array.of(0, 1, 1, 2),
      sizes: Float64Array.of(0, 24, 24, 24),
      firstEdge: Uint32Array.of(0, 3, 3, 3, 3),
      targets: Uint32Array.of(1, 2, 3),
    }),
  );
  const all = { count: 3, bytes: 72 };
  const row = { name: 'Plugin.Item', module: 'Plugin.dll', ...all, before: all };
  expect(typeRows(dump, dump)).toMatchObject([row]);
});

test.each([
  ['System.Int32', 'int'],
  ['System.Int32<,>', 'int[,]'],
  ['System.Byte[] (Bytes > 100K)', 'byte[]'],
  ['System.Collections.Generic.List<System.String>', 'System.Collections.Generic.List<string>'],
  ['System.Nullable<System.Int32>[]', 'int?[]'],
  ['Pair<System.Nullable<System.Nullable<X>>,Y>', 'Pair<X??, Y>'],
  ['[]c__DisplayClass8_0<System.Int32,A.B[]>', '<>c__DisplayClass8_0<int, A.B[]>'],
  [
    'Entry<System.Guid,System.Diagnostics.EventSource+Override>[]',
    'Entry<System.Guid, System.Diagnostics.EventSource.Override>[]',
  ],
  ['My.System.Int32', 'My.System.Int32'],
  ['My.System.Nullable<X>', 'My.System.Nullable<X>'],
  ['System.Nullable<X', 'System.Nullable<X'],
  ['[]f__AnonymousType0<System.Int32,System.String>', '<>f__AnonymousType0<int, string>'],
  ['没有😀', '没有😀'],
])('%s is written %s', (written, name) => expect(csharpName(written)).toBe(name));

test('a short name has no namespaces', () => {
  expect(shortName('Grpc.Core.Method<A.B.Box<int>, System.Uri[]>')).toBe('Method<Box<int>, Uri[]>');
});

test('a name is read in time, however long a file has it', () => {
  const word = 'a'.repeat(100_000);
  expect(shortName(word) === word).toBe(true);
  const depth = 20_000;
  const nested = `${'System.Nullable<'.repeat(depth)}X${'>'.repeat(depth)}`;
  expect(csharpName(nested) === `X${'?'.repeat(depth)}`).toBe(true);
});

describe('a file that is broken', () => {
  const whole = sample('types');
  const fault = (bytes: Uint8Array<ArrayBuffer>) =>
    readDump(new Blob([bytes])).then(
      () => 'read',
      (error: unknown) => {
        if (!(error instanceof DumpError)) throw error;
        return error.fault;
      },
    );

  test('is told to be cut short, wherever it is', async () => {
    for (let length = whole.length - 1; length > 24; length -= 997)
      expect(await fault(whole.slice(0, length)), `${length} bytes`).toBe('truncated');
  });

  test('is told, or read, and never more than that, whichever bytes are wrong', async () => {
    let seed = 42;
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
    const faults = new Set<string>();
    for (let round = 0; round < 400; round++) {
      const bytes = whole.slice();
      for (let i = 0; i <= random(4); i++) bytes[random(round % 2 ? 600 : bytes.length)] = random(256);
      faults.add(await fault(bytes));
    }
    expect([...faults].toSorted()).toEqual(expect.arrayContaining(['malformed', 'read', 'truncated']));
  });

  test('with more objects than it has bytes is not believed', async () => {
    const bytes = whole.slice();
    const { types } = parseGcdump(whole);
    expect(types.length).toBeGreaterThan(0);
    // The count of types, right after the sum and the root.
    const at = new TextDecoder('latin1').decode(bytes).indexOf('MemoryGraph') + 'MemoryGraph'.length + 1 + 8 + 4;
    expect(new DataView(bytes.buffer).getInt32(at, true)).toBe(types.length);
    new DataView(bytes.buffer).setInt32(at, 2 ** 31 - 1, true);
    expect(await fault(bytes)).toBe('truncated');
  });

  test('packed with gzip is read as it is unpacked, and is told to be cut short', async () => {
    const packed = gzipSync(whole);
    const { table } = await readDump(new Blob([packed]));
    expect(table.total).toEqual((await readDump(new Blob([whole]))).table.total);
    expect(await fault(Uint8Array.from(packed.subarray(0, packed.length / 2)))).toBe('truncated');
    expect(await fault(Uint8Array.from([...packed, 1, 2, 3]))).toBe('malformed');
    packed[packed.length - 6]! ^= 255; // of its checksum
    expect(await fault(Uint8Array.from(packed))).toBe('malformed');
  });

  test.each([
    ['', 'empty'],
    ['just some text', 'foreign'],
    ['[1, 2]', 'foreign'],
    ['MDMP\x93\xa7', 'process-dump'],
    ['\x7fELF\x02', 'process-dump'],
    ['Nettrace\x14', 'trace'],
    ['\x1f\x8b\x08', 'truncated'],
    ['\x1f\x8b\x07 and more', 'malformed'],
    ['PK\x03\x04', 'compressed'],
    ['{', 'truncated'],
    ['{}', 'foreign'],
    ['{"name":"a-package","version":"1.0.0"}', 'foreign'],
    // A profile of the processor, and one of what is allocated.
    ['{"nodes":[{"id":1,"callFrame":{}}],"startTime":1,"endTime":2}', 'foreign'],
    ['{"head":{"callFrame":{}},"samples":[]}', 'foreign'],
    ['{"snapshot":{"meta":{}},"nodes":[],"edges":[],"strings":[]}', 'malformed'],
  ])('%j is %s', async (text, expected) => {
    expect(await fault(Uint8Array.from(text, (character) => character.charCodeAt(0)))).toBe(expected);
  });
});

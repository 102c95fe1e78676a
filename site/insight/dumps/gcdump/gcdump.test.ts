import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sample, sampleReport } from '../../sample.ts';
import { DumpError } from '../dump-error.ts';
import { readDump } from '../read-dump.ts';
import { typeRows } from '../compare.ts';
import { csharpName, shortName } from './csharp-name.ts';
import { gcdumpGraph, parseGcdump } from './gcdump.ts';

const samples = 'leak-100 leak-1000 channels web-100 game arrays types events timers static cancellation nodes'.split(
  ' ',
);

/** `dotnet-gcdump report` as numbers: the sums, and its rows, which have the size of a type's first object. */
function reported(name: string) {
  const lines = sampleReport(name).split('\n');
  const number = (text: string) => Number(text.replaceAll(',', ''));
  const sum = (word: string) => number(/[\d,]+/.exec(lines.find((line) => line.includes(word))!)![0]);
  const rows = lines
    .map((line) => /^ *([\d,]+) +([\d,]+) {2}(.*?)(?: {2}\[(.*)\])? *$/.exec(line))
    .filter((row) => row !== null)
    .map(([, size, count, type, module]) => ({
      size: number(size!),
      count: number(count!),
      type,
      module: module ?? '',
    }));
  return { bytes: sum('GC Heap bytes'), objects: sum('GC Heap objects'), rows };
}

describe.each(samples)('%s.gcdump, of a real program', (name) => {
  const file = parseGcdump(sample(name));

  test('has the types and counts that dotnet-gcdump reports', () => {
    const { bytes, objects, rows } = reported(name);
    expect(rows.length).toBeGreaterThan(50);
    const counts = new Map<string, number>();
    const key = (row: { type?: string | undefined; module: string; size: number }) =>
      `${row.type} ${row.module} ${row.size}`;
    for (const index of file.typeOf) {
      const { name: type, module, firstSize: size } = file.types[index]!;
      const at = key({ type, module: module?.split('/').at(-1) ?? '', size });
      counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    const expected = new Map<string, number>();
    for (const row of rows) expected.set(key(row), (expected.get(key(row)) ?? 0) + row.count);
    expect([...expected].filter(([at, count]) => counts.get(at) !== count)).toEqual([]);
    expect(file.typeOf).toHaveLength(objects);
    expect(file.totalSize).toBe(bytes);
  });

  test('has as many bytes as the file itself sums', async () => {
    const { table, graph } = await readDump(new Blob([sample(name)]));
    const madeUp = graph.isMadeUp.reduce((sum, isMadeUp, node) => sum + (isMadeUp ? graph.sizes[node]! : 0), 0);
    expect(table.total.bytes + madeUp).toBe(file.totalSize);
    expect(typeRows(await readDump(new Blob([sample(name)])), null).reduce((sum, { count }) => sum + count, 0)).toBe(
      table.total.count,
    );
  });
});

test('objects of one type are one row, however large they are', () => {
  const { types } = gcdumpGraph(parseGcdump(sample('arrays')));
  expect(types.filter(({ name }) => name === 'byte[]')).toHaveLength(1);
  expect(types.map(({ name }) => name)).toEqual(expect.arrayContaining(['int[,]', 'long[,,]', 'int[][]', 'string[]']));
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
  ['[]f__AnonymousType0<System.Int32,System.String>', '<>f__AnonymousType0<int, string>'],
  ['没有😀', '没有😀'],
])('%s is written %s', (written, name) => expect(csharpName(written)).toBe(name));

test('a short name has no namespaces', () => {
  expect(shortName('Grpc.Core.Method<A.B.Box<int>, System.Uri[]>')).toBe('Method<Box<int>, Uri[]>');
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
  });

  test.each([
    ['', 'empty'],
    ['just some text', 'foreign'],
    ['[1, 2]', 'foreign'],
    ['MDMP\x93\xa7', 'process-dump'],
    ['\x7fELF\x02', 'process-dump'],
    ['Nettrace\x14', 'trace'],
    ['\x1f\x8b\x08', 'truncated'],
    ['\x1f\x8b\x07 and more', 'truncated'],
    ['PK\x03\x04', 'compressed'],
    ['{', 'truncated'],
    ['{}', 'malformed'],
    ['{"snapshot":{"meta":{}},"nodes":[],"edges":[],"strings":[]}', 'malformed'],
    ['{"nodes":[-1]}', 'malformed'],
    ['{"nodes":[99999999999]}', 'malformed'],
  ])('%j is %s', async (text, expected) => {
    expect(await fault(Uint8Array.from(text, (character) => character.charCodeAt(0)))).toBe(expected);
  });
});

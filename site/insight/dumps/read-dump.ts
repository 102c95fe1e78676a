import { Dump } from './dump.ts';
import { DumpError, type DumpFault } from './dump-error.ts';
import { gcdumpGraph, parseGcdump } from './gcdump/gcdump.ts';
import { HeapSnapshotReader } from './heapsnapshot/heapsnapshot.ts';
import type { HeapGraph } from './heap-graph.ts';

/** One array of bytes has no more. */
const mostBytes = 2 ** 31 - 1;

/** How files begin that are taken for heap dumps. */
const others: readonly (readonly [start: string, DumpFault])[] = [
  ['MDMP', 'process-dump'],
  ['PAGEDU64', 'process-dump'],
  ['\x7fELF', 'process-dump'],
  ['\xcf\xfa\xed\xfe', 'process-dump'],
  ['Nettrace', 'trace'],
  ['PK\x03\x04', 'compressed'],
  ['\x1f\x8b', 'compressed'],
  ['\x28\xb5\x2f\xfd', 'compressed'],
  ['BZh', 'compressed'],
  ['7z\xbc\xaf', 'compressed'],
];

/**
 * Reads a `.gcdump` or a `.heapsnapshot`, whatever its name. `read` hears how many bytes of it have been read.
 * @throws {DumpError} where it is neither, or not whole.
 */
export async function readDump(file: Blob, read: (bytes: number) => void = () => undefined): Promise<Dump> {
  if (file.size === 0) throw new DumpError('empty');
  const start = String.fromCharCode(...new Uint8Array(await file.slice(0, 64).arrayBuffer()));
  const other = others.find(([mark]) => start.startsWith(mark));
  if (other) throw new DumpError(other[1]);
  if (file.size > mostBytes) throw new DumpError('too-large');
  try {
    return new Dump(start.startsWith('!FastSerialization.1', 4) ? await gcdump(file) : await snapshot(file, read));
  } catch (error) {
    // What there is no memory for, or no string as long.
    if (error instanceof RangeError) throw new DumpError('too-large', error.message);
    throw error;
  }
}

async function gcdump(file: Blob): Promise<HeapGraph> {
  return gcdumpGraph(parseGcdump(new Uint8Array(await file.arrayBuffer())));
}

async function snapshot(file: Blob, read: (bytes: number) => void): Promise<HeapGraph> {
  const reader = new HeapSnapshotReader();
  let bytes = 0;
  const pieces = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await pieces.read();
      if (done) return reader.end();
      reader.push(value);
      read((bytes += value.length));
    }
  } finally {
    await pieces.cancel();
  }
}

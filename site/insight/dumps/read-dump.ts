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
  ['\x28\xb5\x2f\xfd', 'compressed'],
  ['BZh', 'compressed'],
  ['7z\xbc\xaf', 'compressed'],
  ['\x1f\x8b', 'compressed'], // within gzip
];
const gzip = '\x1f\x8b';
/** How Node, Chromium and Firefox say that packed bytes are no more than a part. */
const endsTooSoon = /^Z_BUF_ERROR|truncated|without reaching/;

/**
 * Reads a `.gcdump` or a `.heapsnapshot`, whatever its name, packed with gzip or not. `read` hears how many bytes of the file have been read.
 * @throws {DumpError} where it is neither, or not whole.
 */
export async function readDump(file: Blob, read: (bytes: number) => void = () => undefined): Promise<Dump> {
  if (file.size === 0) throw new DumpError('empty');
  if (file.size > mostBytes) throw new DumpError('too-large');
  try {
    return await readFile(file, read);
  } catch (error) {
    // What there is no memory for, or no string as long.
    if (error instanceof RangeError) throw new DumpError('too-large', error.message);
    // What a browser calls a file that it is not given (File API, section 7).
    if (error instanceof DOMException) throw new DumpError('unreadable', error.message);
    throw error;
  }
}

async function readFile(file: Blob, read: (bytes: number) => void): Promise<Dump> {
  const isPacked = latin1(new Uint8Array(await file.slice(0, 2).arrayBuffer())) === gzip;
  let bytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        read((bytes += chunk.length));
        controller.enqueue(chunk);
      },
    }),
  );
  const pieces = new Pieces(isPacked ? counted.pipeThrough(new DecompressionStream('gzip')) : counted);
  try {
    const start = latin1(await pieces.peek(64));
    const other = others.find(([mark]) => start.startsWith(mark));
    if (other) throw new DumpError(other[1]);
    const isGcdump = start.startsWith('!FastSerialization.1', 4);
    if (!isGcdump) return new Dump(await snapshot(pieces));
    // What is not packed comes as one array, and not as pieces beside it.
    return new Dump(gcdump(isPacked ? await whole(pieces) : new Uint8Array(await file.arrayBuffer())));
  } finally {
    await pieces.cancel();
  }
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** A stream of bytes of which the beginning can be looked at before it is read. */
class Pieces {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  readonly #seen: Uint8Array<ArrayBuffer>[] = [];

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.#reader = stream.getReader();
  }

  /** The first bytes, or as many as there are. */
  async peek(length: number): Promise<Uint8Array> {
    let has = 0;
    while (has < length) {
      const piece = await this.#next();
      if (!piece) break;
      this.#seen.push(piece);
      has += piece.length;
    }
    return joined(this.#seen).subarray(0, length);
  }

  /** @throws {DumpError} where they are more than can be read: a small file may unpack to a vast one. */
  async *all(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    let bytes = 0;
    for (let piece = this.#seen.shift(); piece; piece = this.#seen.shift() ?? (await this.#next()) ?? undefined) {
      if ((bytes += piece.length) > mostBytes) throw new DumpError('too-large');
      yield piece;
    }
  }

  /** Ends the reading, wherever it is. What is wrong with the rest is of no interest then. */
  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined);
  }

  /** @throws {DumpError} where packed bytes are no more than a part, or damaged. */
  async #next(): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      const { done, value } = await this.#reader.read();
      return done ? null : value;
    } catch (error) {
      // What DecompressionStream throws (Compression Streams, section 5), and what Node’s before 24 does.
      const { code = '', message } = error as Error & { code?: string };
      if (!(error instanceof TypeError || /^Z_/.test(code))) throw error;
      throw new DumpError(endsTooSoon.test(`${code} ${message}`) ? 'truncated' : 'malformed', message);
    }
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

async function whole(pieces: Pieces): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces.all()) all.push(piece);
  return joined(all);
}

const gcdump = (bytes: Uint8Array): HeapGraph => gcdumpGraph(parseGcdump(bytes));

async function snapshot(pieces: Pieces): Promise<HeapGraph> {
  const reader = new HeapSnapshotReader();
  for await (const piece of pieces.all()) reader.push(piece);
  return reader.end();
}

import { typeKey } from '../compare.ts';
import { DumpError } from '../dump-error.ts';
import { printable, type HeapGraph, type HeapType } from '../heap-graph.ts';
import { BinaryReader } from './binary-reader.ts';
import { csharpName, withoutSize } from './csharp-name.ts';
import { readNodes } from './nodes.ts';
import type { Gcdump, WrittenType } from './written.ts';

/** What stands before each object (microsoft/perfview, `FastSerialization.cs`, `Tags`). */
const tag = { null: 1, reference: 2, begin: 4, beginPrivate: 5, end: 6 } as const;

const gcdumpMark = '!FastSerialization.1';

/** `GCHeapDump` has had this layout since version 9; 8 was never written by a release, and below it lies another. */
const oldest = 9;
/** Types that are known by number only, and modules, stand in the file where `MemoryGraph` asks for a reader of version 1. */
const withNumberedTypes = 1;

/** @throws {DumpError} where the bytes are no whole `.gcdump`. */
export function parseGcdump(bytes: Uint8Array): Gcdump {
  const reader = new BinaryReader(bytes);
  if (reader.string() !== gcdumpMark) throw new DumpError('foreign');
  const seen = new Map<number, ObjectType>();
  const dump = beginObject(reader, seen);
  if (!dump.name.endsWith('GCHeapDump')) throw new DumpError('foreign', dump.name);
  if (dump.version < oldest) throw new DumpError('too-old', `version ${dump.version}`);
  const graph = beginObject(reader, seen);
  if (!graph.name.endsWith('MemoryGraph')) throw new DumpError('malformed', graph.name);

  const totalSize = reader.int64();
  const root = reader.int32();
  const types = Array.from({ length: reader.count(12) }, (): WrittenType => {
    const name = reader.string() ?? '';
    const firstSize = reader.int32();
    return { name, firstSize, module: reader.string() };
  });
  const nodeCount = reader.count(4);
  const offsets = reader.take(nodeCount * 4);
  const blobLength = reader.count(1);
  const blob = reader.bytes.subarray(reader.take(blobLength), reader.at);
  const positions = new DataView(bytes.buffer, bytes.byteOffset + offsets, nodeCount * 4);
  if (root < 0 || root >= nodeCount) throw new DumpError('malformed', `the root is node ${root} of ${nodeCount}`);
  const nodes = readNodes(blob, positions, types);
  const numbered = graph.leastReader >= withNumberedTypes ? readNumberedTypes(reader, seen, types) : types;
  reader.take(reader.count(8) * 8); // addresses
  expectEnd(reader);
  return { types: numbered, root, totalSize, ...nodes };
}

interface ObjectType {
  readonly name: string;
  readonly version: number;
  /** The oldest reader that can read it. */
  readonly leastReader: number;
}

/** Reads an object up to its first field. A type is an object too: written out once, then referred to by where that was. */
function beginObject(reader: BinaryReader, seen: Map<number, ObjectType>): ObjectType {
  expect(reader, tag.begin, tag.beginPrivate);
  const at = reader.at;
  const next = reader.byte();
  if (next === tag.reference) {
    const type = seen.get(reader.uint32());
    if (!type) throw new DumpError('malformed', `a type at byte ${at} that was never written`);
    return type;
  }
  if (next !== tag.begin && next !== tag.beginPrivate) throw new DumpError('malformed', `tag ${next} at byte ${at}`);
  expect(reader, tag.null);
  const version = reader.int32();
  const type = { version, leastReader: reader.int32(), name: reader.string() ?? '' };
  expect(reader, tag.end);
  seen.set(at, type);
  return type;
}

function expect(reader: BinaryReader, ...tags: number[]): void {
  const at = reader.at;
  const found = reader.byte();
  if (!tags.includes(found)) throw new DumpError('malformed', `tag ${found} at byte ${at}`);
}

/** A file's last number is where the one before it stands: one that was cut short ends in anything else. */
function expectEnd(reader: BinaryReader): void {
  const { length } = reader.bytes;
  reader.at = length - 4;
  const at = reader.uint32();
  if (at > length - 8 || at < length - 16) throw new DumpError('truncated', `byte ${length}`);
}

/** Those types get a name of their number and what follows it: the collector could find no other. */
function readNumberedTypes(
  reader: BinaryReader,
  seen: Map<number, ObjectType>,
  types: readonly WrittenType[],
): readonly WrittenType[] {
  reader.int32(); // the end of this part, for readers that pass over it
  const named = [...types];
  const modules = new Map<number, string | null>();
  const count = reader.count(5);
  for (let i = 0; i < count; i++) {
    const id = reader.int32();
    const module = readModule(reader, seen, modules);
    const suffix = reader.string() ?? '';
    const type = named[i];
    if (type && !type.name) named[i] = { ...type, name: `TypeID(0x${(id >>> 0).toString(16)})${suffix}`, module };
  }
  return named;
}

function readModule(
  reader: BinaryReader,
  seen: Map<number, ObjectType>,
  modules: Map<number, string | null>,
): string | null {
  const at = reader.at;
  const next = reader.byte();
  if (next === tag.null) return null;
  if (next === tag.reference) return modules.get(reader.uint32()) ?? null;
  reader.at = at;
  beginObject(reader, seen);
  const path = reader.string();
  reader.take(8 + 4 + 8); // where it was loaded, its size, when it was built
  reader.string(); // its symbols' file
  reader.take(16 + 4); // their identity
  expect(reader, tag.end);
  modules.set(at, path);
  return path;
}

/** Collectors stand for roots by nodes like `[static vars]`; `[]c` is a class of the compiler's. */
const standsForRoots = /^\[(?!\])/;
/** A node that others refer to and that was never seen. */
const unseen = 'UNDEFINED';

/** What is in a `.gcdump`, with each type's name as C# writes it, whatever its objects' size. */
export function gcdumpGraph({ types: written, typeOf, sizes, root, firstEdge, targets }: Gcdump): HeapGraph {
  const types: HeapType[] = [];
  const known = new Map<string, number>();
  const typeIndex = Uint32Array.from(written, ({ name, module: file }) => {
    const module = file ? printable(file.split(/[\\/]/).at(-1)!) || null : null;
    const type = {
      name: printable(standsForRoots.test(name) ? name : csharpName(name)),
      written: withoutSize(name),
      module,
    };
    // Of a module that is loaded from two folders, they are one row, as they are one in another dump.
    let index = known.get(typeKey(type));
    if (index === undefined) {
      known.set(typeKey(type), (index = types.length));
      types.push(type);
    }
    return index;
  });
  const madeUp = Uint8Array.from(written, ({ name }, index) =>
    standsForRoots.test(name) || (index === 0 && name === unseen) ? 1 : 0,
  );
  return {
    format: 'gcdump',
    nodeCount: typeOf.length,
    root,
    types,
    typeOf: typeOf.map((type) => typeIndex[type]!),
    sizes,
    isMadeUp: Uint8Array.from(typeOf, (type) => madeUp[type]!),
    firstEdge,
    targets,
    edgeName: null,
    ids: null,
  };
}

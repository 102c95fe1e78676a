import type { HeapGraph } from './heap-graph.ts';

/** By type: how many objects, and their bytes. */
export interface TypeTable {
  readonly counts: Float64Array;
  readonly bytes: Float64Array;
  /** Of all objects. */
  readonly total: { readonly count: number; readonly bytes: number };
}

export function typeTable({ nodeCount, types, typeOf, sizes, isMadeUp, format }: HeapGraph): TypeTable {
  const counts = new Float64Array(types.length);
  const bytes = new Float64Array(types.length);
  const total = { count: 0, bytes: 0 };
  for (let node = 0; node < nodeCount; node++) {
    // V8 lists what takes no memory of its own, and what it has counted to another object; DevTools leaves that out.
    if (isMadeUp[node] || (format === 'heapsnapshot' && sizes[node] === 0)) continue;
    counts[typeOf[node]!]!++;
    bytes[typeOf[node]!]! += sizes[node]!;
    total.count++;
    total.bytes += sizes[node]!;
  }
  return { counts, bytes, total };
}

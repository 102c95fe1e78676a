import type { Dominators } from './dominators.ts';
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

/** By type: bytes that would go with all its objects. Of those that lie below one another in the tree of dominators, the topmost counts. */
export function retainedByType(graph: HeapGraph, { dominator, retained, order }: Dominators): Float64Array {
  const { nodeCount, types, typeOf, isMadeUp, sizes, root } = graph;
  const sums = new Float64Array(types.length);
  const firstChild = new Uint32Array(nodeCount + 1);
  for (const node of order) if (node !== root) firstChild[dominator[node]! + 1]!++;
  for (let node = 0; node < nodeCount; node++) firstChild[node + 1]! += firstChild[node]!;
  const next = firstChild.slice();
  const children = new Uint32Array(nodeCount);
  for (const node of order) if (node !== root) children[next[dominator[node]!]!++] = node;

  const open = new Uint32Array(types.length);
  const isCounted = (node: number) => !isMadeUp[node] && sizes[node]! > 0;
  const stack = new Uint32Array(nodeCount);
  const at = firstChild.slice();
  let depth = 0;
  const enter = (node: number) => {
    stack[depth++] = node;
    if (isCounted(node) && open[typeOf[node]!]!++ === 0) sums[typeOf[node]!]! += retained[node]!;
  };
  enter(root);
  while (depth) {
    const node = stack[depth - 1]!;
    if (at[node]! < firstChild[node + 1]!) enter(children[at[node]!++]!);
    else {
      depth--;
      if (isCounted(node)) open[typeOf[node]!]!--;
    }
  }
  return sums;
}

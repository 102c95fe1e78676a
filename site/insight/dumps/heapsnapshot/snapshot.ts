import type { Layout } from './layout.ts';

/** A snapshot as the file has it: one column for each field of nodes and edges. The graph is made of them in their place. */
export interface Snapshot {
  readonly layout: Layout;
  readonly strings: readonly string[];
  readonly nodeCount: number;
  /** Indexes in `layout.nodeTypes`. */
  readonly nodeTypes: Uint8Array;
  readonly nodeNames: Uint32Array;
  readonly ids: Uint32Array;
  readonly sizes: Float64Array;
  readonly firstEdge: Uint32Array;
  readonly edgeTypes: Uint8Array;
  /** Of a name's string; of elements and hidden edges the number itself. */
  readonly edgeNames: Uint32Array;
  readonly targets: Uint32Array;
}

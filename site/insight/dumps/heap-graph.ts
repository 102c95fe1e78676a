export type DumpFormat = 'gcdump' | 'heapsnapshot';

/** A type of objects: a row of the table. */
export interface HeapType {
  /** As its language writes it. */
  readonly name: string;
  /** As the file has it. */
  readonly written: string;
  /** The assembly that it is from, without its folder; null where the file says none. */
  readonly module: string | null;
}

/**
 * The objects of a heap and what they refer to, as a file of any format gives them. Nodes count from 0; the edges of node `n` are
 * `firstEdge[n]` up to `firstEdge[n + 1]`. An edge here keeps what it leads to: weak ones are left out by the readers.
 */
export interface HeapGraph {
  readonly format: DumpFormat;
  readonly nodeCount: number;
  readonly root: number;
  readonly types: readonly HeapType[];
  readonly typeOf: Uint32Array;
  /** Bytes of a node alone. */
  readonly sizes: Float64Array;
  /** 1 where a node stands for no object: the root, and what a tool put below it to tell roots apart. */
  readonly isMadeUp: Uint8Array;
  readonly firstEdge: Uint32Array;
  readonly targets: Uint32Array;
  /** What an object says of an edge: a field's name. Null where the format holds none. */
  readonly edgeName: ((edge: number) => EdgeName) | null;
  /** Numbers that objects keep from one dump of a process to the next; null where the format has none. */
  readonly ids: Uint32Array | null;
}

/** How one object has another. */
export interface EdgeName {
  readonly kind: 'variable' | 'field' | 'element' | 'internal';
  readonly name: string;
}

/** A file's own names may hold what moves a terminal's cursor, or turns the rest of a line around: none of it is shown. */
export const printable = (name: string): string => name.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\ufffd');

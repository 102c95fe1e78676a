/** A type as the file has it. */
export interface WrittenType {
  readonly name: string;
  /** Bytes of the first object of the type. */
  readonly firstSize: number;
  readonly module: string | null;
}

/** A `.gcdump` as it is written, before anything is made of it. */
export interface Gcdump {
  readonly types: readonly WrittenType[];
  readonly root: number;
  readonly typeOf: Uint32Array;
  readonly sizes: Float64Array;
  readonly firstEdge: Uint32Array;
  readonly targets: Uint32Array;
  /** Bytes of all objects, as the file sums them. */
  readonly totalSize: number;
}

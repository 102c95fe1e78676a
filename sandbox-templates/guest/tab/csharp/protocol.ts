/** From this offset of the method on, its instructions are of this place in the learner's files. Lines and columns count from 1. */
export interface CodeLine {
  readonly method: number;
  readonly offset: number;
  readonly file: string;
  readonly number: number;
  readonly column: number;
}

/** .NET's files as they are handed in: the worker has no network. */
export interface DotnetFiles {
  /** `dotnet.js`, `dotnet.native.js`, `dotnet.runtime.js`. */
  readonly scripts: Readonly<Record<string, Blob>>;
  readonly wasm: ArrayBuffer;
  /** By name, with `.dll`. */
  readonly assemblies: Readonly<Record<string, ArrayBuffer>>;
}

/** A compiled program, and what runs it. */
export interface DotnetStart {
  /** The script that the worker is made of. */
  readonly script: Blob;
  readonly files: DotnetFiles;
  readonly assembly: Uint8Array;
  readonly lines: readonly CodeLine[];
}

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
  /** Compiled, where others run it too. */
  readonly wasm: ArrayBuffer | WebAssembly.Module;
  /** By name, with `.dll`. */
  readonly assemblies: Readonly<Record<string, ArrayBuffer>>;
  /** Of these assemblies' methods, those that programs call often: Mono's own table (`interp-pgo.c`). */
  readonly hotMethods: ArrayBuffer;
}

/** What .NET is started with in a worker: to hand this on is to lose its buffers. */
export interface DotnetBoot {
  /** The script that the worker is made of. */
  readonly script: Blob;
  readonly files: DotnetFiles;
}

export const buffersOf = ({ wasm, assemblies, hotMethods }: DotnetFiles): ArrayBuffer[] => [
  ...(wasm instanceof ArrayBuffer ? [wasm] : []),
  ...Object.values(assemblies),
  hotMethods,
];

/** A compiled program, and what runs it. */
export interface DotnetStart {
  /** Null where .NET has been started ahead. */
  readonly boot: DotnetBoot | null;
  readonly assembly: Uint8Array;
  readonly lines: readonly CodeLine[];
}

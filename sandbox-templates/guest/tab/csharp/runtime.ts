import type { DotnetFiles } from './protocol.ts';

export interface Dotnet {
  readonly Module: Interpreter;
  setModuleImports(name: string, functions: object): void;
  getAssemblyExports(assembly: string): Promise<Record<string, unknown>>;
}

/** What .NET's WebAssembly exports, and this calls. */
export interface Interpreter {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _mono_interp_pgo_load_table(pointer: number, bytes: number): number;
}

interface Builder {
  withConfig(config: object): Builder;
  withModuleConfig(config: object): Builder;
  create(): Promise<Dotnet>;
}

export interface DotnetOptions {
  readonly environmentVariables?: Readonly<Record<string, string>>;
  /** Mono's own. */
  readonly runtimeOptions?: readonly string[];
  readonly onAbort: (what: unknown) => void;
  /** Of one of its scripts. */
  readonly addressOf?: (name: string) => string;
}

const wasmName = 'dotnet.native.wasm';
/** What it starts with: it does not wait for others. */
const core = new Set(['System.Private.CoreLib.dll', 'System.Runtime.InteropServices.JavaScript.dll']);

const compiled = async (wasm: DotnetFiles['wasm']): Promise<WebAssembly.Module> =>
  wasm instanceof WebAssembly.Module ? wasm : WebAssembly.compile(wasm);

/** What .NET compiles as if it had been fetched. */
const fetched = () => new Response(null, { headers: { 'Content-Type': 'application/wasm' } });

/** Has .NET find its WebAssembly compiled: it has no place for a module of others, and asks for one once. */
function handIn(module: WebAssembly.Module): void {
  const { compileStreaming } = WebAssembly;
  WebAssembly.compileStreaming = async () => {
    WebAssembly.compileStreaming = compileStreaming;
    return module;
  };
}

/** Starts .NET from files at hand. @throws where the browser cannot run it. */
export async function startDotnet(
  { scripts, wasm, assemblies, hotMethods }: DotnetFiles,
  {
    environmentVariables = {},
    runtimeOptions = [],
    onAbort,
    addressOf = (name) => URL.createObjectURL(scripts[name]!),
  }: DotnetOptions,
): Promise<Dotnet> {
  const script = (name: string) => ({ name, resolvedUrl: addressOf(name) });
  const [module, { dotnet }] = await Promise.all([
    compiled(wasm),
    import(/* @vite-ignore */ addressOf('dotnet.js')) as Promise<{ dotnet: Builder }>,
  ]);
  handIn(module);
  const assembly = ([name, buffer]: [string, ArrayBuffer]) => ({ name, virtualPath: name, resolvedUrl: name, buffer });
  const isCore = ([name]: [string, ArrayBuffer]) => core.has(name);
  const all = Object.entries(assemblies);
  const answered = { name: wasmName, url: wasmName, response: Promise.resolve(fetched()) };
  const runtime = await dotnet
    // A script's own address is that of a blob, to which nothing is relative.
    .withModuleConfig({ onAbort, locateFile: (name: string) => name })
    .withConfig({
      mainAssemblyName: 'LeakLab.Host.dll',
      globalizationMode: 'invariant',
      environmentVariables,
      runtimeOptions,
      resources: {
        jsModuleNative: [script('dotnet.native.js')],
        jsModuleRuntime: [script('dotnet.runtime.js')],
        wasmNative: [{ name: wasmName, resolvedUrl: wasmName, pendingDownload: answered }],
        coreAssembly: all.filter(isCore).map(assembly),
        assembly: all.filter((entry) => !isCore(entry)).map(assembly),
      },
    })
    .create();
  compileAtOnce(runtime.Module, new Uint8Array(hotMethods));
  return runtime;
}

/** Has the interpreter optimize these methods when they are first called, and not when that was a thousand times. */
function compileAtOnce(interpreter: Interpreter, table: Uint8Array): void {
  const pointer = interpreter._malloc(table.length);
  interpreter.HEAPU8.set(table, pointer);
  interpreter._mono_interp_pgo_load_table(pointer, table.length);
  interpreter._free(pointer);
}

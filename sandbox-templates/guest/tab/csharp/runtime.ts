import type { DotnetFiles } from './protocol.ts';

export interface Dotnet {
  setModuleImports(name: string, functions: object): void;
  getAssemblyExports(assembly: string): Promise<Record<string, unknown>>;
}

interface Builder {
  withConfig(config: object): Builder;
  withModuleConfig(config: object): Builder;
  create(): Promise<Dotnet>;
}

const wasmName = 'dotnet.native.wasm';

/** As if it had been fetched: of a buffer alone, .NET says on the console that its type is not that of WebAssembly. */
const answered = (name: string, wasm: ArrayBuffer) => ({
  name,
  url: name,
  response: Promise.resolve(new Response(wasm, { headers: { 'Content-Type': 'application/wasm' } })),
});

/** Starts .NET from files at hand. @throws where the browser cannot run it. */
export async function startDotnet(
  { scripts, wasm, assemblies }: DotnetFiles,
  environmentVariables: Readonly<Record<string, string>>,
  onAbort: (what: unknown) => void,
): Promise<Dotnet> {
  const address = (name: string) => URL.createObjectURL(scripts[name]!);
  const script = (name: string) => ({ name, resolvedUrl: address(name) });
  const { dotnet } = (await import(/* @vite-ignore */ address('dotnet.js'))) as { dotnet: Builder };
  const assembly = ([name, buffer]: [string, ArrayBuffer]) => ({ name, virtualPath: name, resolvedUrl: name, buffer });
  const isCore = ([name]: [string, ArrayBuffer]) => name === 'System.Private.CoreLib.dll';
  const all = Object.entries(assemblies);
  return (
    dotnet
      // A script's own address is that of a blob, to which nothing is relative.
      .withModuleConfig({ onAbort, locateFile: (name: string) => name })
      .withConfig({
        mainAssemblyName: 'LeakLab.Host.dll',
        globalizationMode: 'invariant',
        environmentVariables,
        resources: {
          jsModuleNative: [script('dotnet.native.js')],
          jsModuleRuntime: [script('dotnet.runtime.js')],
          wasmNative: [{ name: wasmName, resolvedUrl: wasmName, pendingDownload: answered(wasmName, wasm) }],
          coreAssembly: all.filter(isCore).map(assembly),
          assembly: all.filter((entry) => !isCore(entry)).map(assembly),
        },
      })
      .create()
  );
}

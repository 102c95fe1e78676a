// Roslyn, on .NET of its own: it reads what the learner writes, and runs none of it.
import { startDotnet } from '../../../../../sandbox-templates/guest/tab/csharp/runtime.ts';
import type { DotnetFiles } from '../../../../../sandbox-templates/guest/tab/csharp/protocol.ts';

/** The page asks, each question with a number of its own. */
export type ToCompiler =
  | { type: 'start'; dotnet: DotnetFiles; references: readonly ArrayBuffer[] }
  | { type: 'compile'; id: number; files: Readonly<Record<string, string>> };

export type FromCompiler = { id: number; compiled: string } | { id: number | null; failed: string };

interface Compiler {
  AddReference(assembly: Uint8Array): void;
  Compile(files: string): Promise<string>;
}

const answer = (message: FromCompiler) => postMessage(message);
let compiler: Promise<Compiler> | null = null;

async function start(dotnet: DotnetFiles, references: readonly ArrayBuffer[]): Promise<Compiler> {
  const runtime = await startDotnet(dotnet, {}, (what) => answer({ id: null, failed: String(what) }));
  const exported = await runtime.getAssemblyExports('LeakLab.Compiler.dll');
  const { Exports } = (exported as { LeakLab: { Compiler: { Exports: Compiler } } }).LeakLab.Compiler;
  for (const reference of references) Exports.AddReference(new Uint8Array(reference));
  return Exports;
}

addEventListener('message', ({ data }: MessageEvent<ToCompiler>) => {
  if (data.type === 'start') {
    compiler = start(data.dotnet, data.references);
    compiler.catch((error: unknown) => answer({ id: null, failed: String(error) }));
  } else {
    const { id, files } = data;
    compiler
      ?.then((ready) => ready.Compile(JSON.stringify(files)))
      .then(
        (compiled) => answer({ id, compiled }),
        (error: unknown) => answer({ id, failed: String(error) }),
      );
  }
});

// Roslyn, on .NET of its own: it reads what the learner writes, and runs none of it.
import { startDotnet } from '../../../../sandbox-templates/guest/tab/csharp/runtime.ts';
import type { DotnetFiles } from '../../../../sandbox-templates/guest/tab/csharp/protocol.ts';
import { wellFormed } from './well-formed.ts';

/** The page asks, each question with a number of its own. */
export type ToCompiler =
  | { type: 'start'; dotnet: DotnetFiles; references: readonly ArrayBuffer[]; documentation: string }
  | { type: 'compile'; id: number; files: Readonly<Record<string, string>> }
  /** To a language server, as JSON-RPC has it. Each sandbox has one of its own. */
  | { type: 'ask'; sandbox: number; message: string }
  | { type: 'close'; sandbox: number };

export type FromCompiler =
  | { id: number; compiled: string }
  | { id: number | null; failed: string }
  | { sandbox: number; message: string };

interface Compiler {
  Document(json: string): void;
  AddReference(assembly: Uint8Array): void;
  Compile(files: string): Promise<string>;
  Ask(sandbox: number, message: string): Promise<void>;
  Close(sandbox: number): void;
}

const answer = (message: FromCompiler) => postMessage(message);
let compiler: Promise<Compiler> | null = null;

async function start({ dotnet, references, documentation }: ToCompiler & { type: 'start' }): Promise<Compiler> {
  const runtime = await startDotnet(dotnet, {
    onAbort: (what) => answer({ id: null, failed: String(what) }),
  });
  runtime.setModuleImports('compiler', {
    answer: (sandbox: number, text: string) => answer({ sandbox, message: text }),
  });
  const exported = await runtime.getAssemblyExports('LeakLab.Compiler.dll');
  const { Exports } = (exported as { LeakLab: { Compiler: { Exports: Compiler } } }).LeakLab.Compiler;
  Exports.Document(documentation);
  for (const reference of references) Exports.AddReference(new Uint8Array(reference));
  return Exports;
}

const lost = (error: unknown) => answer({ id: null, failed: String(error) });

addEventListener('message', ({ data }: MessageEvent<ToCompiler>) => {
  if (data.type === 'start') {
    compiler = start(data);
    compiler.catch(lost);
  } else if (data.type === 'compile') {
    const { id, files } = data;
    compiler
      ?.then((ready) => ready.Compile(wellFormed(JSON.stringify(files))))
      .then(
        (compiled) => answer({ id, compiled }),
        (error: unknown) => answer({ id, failed: String(error) }),
      );
  } else if (data.type === 'ask') {
    compiler?.then((ready) => ready.Ask(data.sandbox, wellFormed(data.message))).catch(lost);
  } else {
    compiler?.then((ready) => ready.Close(data.sandbox)).catch(lost);
  }
});

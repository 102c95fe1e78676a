import type { DotnetStart } from '../../../../../sandbox-templates/guest/tab/csharp/protocol.ts';
import type { Reason } from '../../../reason.ts';
import type { FileTree } from '../../../runtime.ts';
import { compile } from './compiler.ts';
import { faultLine } from './compiled.ts';
import { loadDotnet, loadWorkerScript } from './files.ts';

export type Prepared = { start: DotnetStart; output: string } | { start: null; output: string; reason: Reason };

/** A program's C# files, compiled, with all that its worker needs. `output` is what the compiler says of them. @throws {SandboxError} */
export async function prepare(files: FileTree): Promise<Prepared> {
  const sources = Object.fromEntries(Object.entries(files).filter(([path]) => path.endsWith('.cs')));
  const { compiled, isGiven } = await compile(sources);
  const { assembly, lines, references, faults } = compiled;
  const output = faults.map((fault) => `${faultLine(fault)}\n`).join('');
  if (assembly === null) {
    const { id, message, file, line, column } = faults.find(({ isError }) => isError)!;
    return {
      start: null,
      output,
      reason: { code: 'does-not-compile', message: `${id}: ${message}`, file, line, column },
    };
  }
  const [script, dotnet] = await Promise.all([loadWorkerScript(), loadDotnet(references, isGiven)]);
  return { start: { script, files: dotnet, assembly: decode(assembly), lines }, output };
}

/** Fetches what the program takes that the site gave, ahead of the first Run. */
export const warm = async (files: FileTree): Promise<void> => void (await prepare(files));

const decode = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

import type { CodeLine, DotnetBoot, DotnetStart } from '../../../../sandbox-templates/guest/tab/csharp/protocol.ts';
import { isCsharp } from '../../files/file-path.ts';
import type { Reason } from '../../errors/reason.ts';
import type { FileTree } from '../../runtime.ts';
import { compile } from './compiler.ts';
import { faultLine, reasonOf } from './compiled.ts';
import { loadDotnet, loadWorkerScript, setForProgram, type DotnetSet } from './files.ts';

/** `output` is what the compiler says of the files. */
type Outcome<T> = { program: T; output: string } | { program: null; output: string; reason: Reason };

export interface Program {
  /** In base 64. */
  readonly assembly: string;
  readonly lines: readonly CodeLine[];
  /** Names of assemblies. */
  readonly references: readonly string[];
  /** Whether the site's build has compiled it. */
  readonly isGiven: boolean;
}

/** Compiles the C# of a program's files. @throws {SandboxError} where the compiler does not come up. */
export async function compileProgram(files: FileTree): Promise<Outcome<Program>> {
  const sources = Object.fromEntries(Object.entries(files).filter(([path]) => isCsharp(path)));
  const { compiled, isGiven } = await compile(sources);
  const { assembly, lines, references, faults } = compiled;
  const output = faults.map((fault) => `${faultLine(fault)}\n`).join('');
  if (assembly !== null) return { program: { assembly, lines, references, isGiven }, output };
  return { program: null, output, reason: reasonOf(faults.find(({ isError }) => isError)!) };
}

/** The same, with all that a worker needs to run it; where .NET runs already, `isThere` says whether it has what the program needs. @throws {SandboxError} */
export async function prepare(
  files: FileTree,
  isThere: (set: DotnetSet) => Promise<boolean>,
): Promise<Outcome<DotnetStart>> {
  const outcome = await compileProgram(files);
  if (outcome.program === null) return outcome;
  const { assembly, lines, references, isGiven } = outcome.program;
  const set = await setForProgram(references, isGiven);
  const boot = (await isThere(set)) ? null : await loadBoot(set);
  return { program: { boot, assembly: decode(assembly), lines }, output: outcome.output };
}

/** What .NET is started with ahead of a program of these files; null where they do not compile. @throws {SandboxError} */
export async function prepareBoot(files: FileTree): Promise<{ set: DotnetSet; boot: DotnetBoot } | null> {
  const { program } = await compileProgram(files);
  if (!program) return null;
  const set = await setForProgram(program.references, program.isGiven);
  return { set, boot: await loadBoot(set) };
}

async function loadBoot(set: DotnetSet): Promise<DotnetBoot> {
  const [script, files] = await Promise.all([loadWorkerScript(), loadDotnet(set)]);
  return { script, files };
}

const decode = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

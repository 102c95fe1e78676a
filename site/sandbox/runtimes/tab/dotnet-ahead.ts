import type { FileTree } from '../../runtime.ts';
import type { DotnetSet } from '../csharp/files.ts';
import { importProgram } from '../csharp-program.ts';
import type { Frame } from './frame.ts';

/** .NET that has been started ahead of a program takes some 50 MB: a page has one, in the frame that wanted it last. */
let ahead: { readonly frame: Frame; readonly set: DotnetSet } | null = null;

const isSmall = (navigator as { deviceMemory?: number }).deviceMemory! <= 2; // GB

/**
 * Starts .NET in a frame, for a program of these files: most of what Run takes, while the learner still reads, or looks at the run before.
 * `isWanted` is asked when all is at hand. @throws {SandboxError}
 */
export async function startDotnetAhead(
  opening: Promise<Frame>,
  files: FileTree,
  isWanted: () => boolean,
): Promise<void> {
  const { prepareBoot } = await importProgram();
  const [frame, prepared] = await Promise.all([opening, prepareBoot(files)]);
  if (!prepared || isSmall || frame.closed || !isWanted()) return;
  if (ahead && !ahead.frame.closed) ahead.frame.prepareDotnet(null);
  ahead = { frame, set: prepared.set };
  frame.prepareDotnet(prepared.boot);
}

/** Takes what has been started in the frame, for a program that runs in it next. False where nothing was, or not with these assemblies. */
export function takeDotnet(frame: Frame, { prefix, names }: DotnetSet): boolean {
  if (ahead?.frame !== frame) return false;
  const { set } = ahead;
  // What is not taken ends when the program starts.
  ahead = null;
  return set.prefix === prefix && names.every((name) => set.names.includes(name));
}

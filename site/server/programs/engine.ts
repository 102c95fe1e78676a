import type { Exit } from '../../sandbox/errors/explain-exit.ts';
import type { Reason } from '../../sandbox/errors/reason.ts';

/** Cap of a program's heap. Small enough that a leak reaches it while one watches. */
export const heapCapMegabytes = 256;
/** A small young generation, so that garbage lifts the heap's curve by a few megabytes and not by fifty. */
export const youngGenerationMegabytes = 4;

/** What runs a program: Node, or .NET. */
export interface Engine {
  /** How a process is started that runs it, in the place's directory. */
  command(program: string): { file: string; args: string[] };
  /** What it is told by its environment. */
  readonly env: NodeJS.ProcessEnv;
  /** What it is told first, before any command. */
  readonly first?: object;
  /** Why it ended; `told` is what the program's side said of that, `heapUsed` how full it last said its heap to be, in bytes. */
  explain(exit: Omit<Exit, 'heapCap'>, told: Reason | null, heapUsed: number): Reason;
}

import type { Exit } from './explain-exit.ts';
import type { Reason } from './reason.ts';

export interface DotnetExit extends Exit {
  /** What its heap last was seen to hold, in bytes. */
  heapUsed: number;
}

/** The last is said where there is no memory left for the exception's own words, nor for the host to tell of it. */
const outOfMemory =
  /^Out of memory\.|\bOutOfMemoryException\b|^ *Cannot print exception string because Exception\.ToString\(\) failed\./m;

/** Why a program in C# ended that nobody stopped: by what its host `told` of an exception, or else by what .NET itself says at the end. */
export function explainDotnetExit(exit: DotnetExit, told: Reason | null): Reason {
  const { program, code, signal, stderr, heapCap, heapUsed, memoryCap } = exit;
  const heapFull = { code: 'heap-full', program, bytes: heapCap } as const;
  if (told && code !== 0) return told.code === 'heap-full' ? heapFull : { ...told, program };
  // .NET ends at once where it gets no memory, whatever that is for.
  if (code !== 0 && outOfMemory.test(stderr))
    return heapUsed > heapCap / 2 ? heapFull : { code: 'memory-full', program, bytes: memoryCap };
  if (code !== 0 && /^Stack overflow\./m.test(stderr))
    return { code: 'uncaught-error', program, message: 'Stack overflow.' };
  if (code === null) return { code: 'killed', program, message: signal ?? undefined };
  return { code: 'exited', program, exitCode: code };
}

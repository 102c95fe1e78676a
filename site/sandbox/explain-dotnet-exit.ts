import type { Exit } from './explain-exit.ts';
import type { Reason } from './reason.ts';

/** Why a program in C# ended that nobody stopped: by what its host `told` of an exception, or else by what .NET itself says at the end. */
export function explainDotnetExit({ program, code, signal, stderr, heapCap }: Exit, told: Reason | null): Reason {
  const full = { code: 'heap-full', program, bytes: heapCap } as const;
  if (told && code !== 0) return told.code === 'heap-full' ? full : { ...told, program };
  if (code !== 0 && /^Out of memory\.|\bOutOfMemoryException\b/m.test(stderr)) return full;
  if (code !== 0 && /^Stack overflow\./m.test(stderr))
    return { code: 'uncaught-error', program, message: 'Stack overflow.' };
  if (code === null) return { code: 'killed', program, message: signal ?? undefined };
  return { code: 'exited', program, exitCode: code };
}

import { SandboxError } from '../../sandbox/errors/reason.ts';

/** What the system says where it has no more of something: disk, its share of it, open files, processes, memory. */
const codes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM']);

/** The error as a cause that the learner is told, where the machine has run out of something; else null. */
export function exhausted(error: unknown): SandboxError | null {
  const { code, message } = error as NodeJS.ErrnoException;
  return codes.has(code) ? new SandboxError({ code: 'exhausted', message }, { cause: error }) : null;
}

import { inspect } from 'node-inspect-extracted';
import { placeToLookAt } from '../../../site/sandbox/errors/blame.ts';
import { SandboxError, type Reason } from '../../../site/sandbox/errors/reason.ts';

/** A place in the learner's files, as a stack names it. */
const framePattern = /(?:\(|@|at |^\s*)(?:async )?((?:[\w.-]+\/)*[\w.-]+\.(?:ts|mts|js|mjs)):(\d+):(\d+)/gm;
/** An error that is its own cause's cause would have no end. */
const mostCauses = 8;

/** Why an error that nobody caught ended a program. `named` puts files' names for their addresses. */
export function explainError(error: unknown, program: string, named: (text: string) => string): Reason {
  if (error instanceof SandboxError) return error.reason;
  const places = [...named(stacksOf(error)).matchAll(framePattern)].map(([, file, line, column]) => ({
    file: file!,
    line: Number(line),
    column: Number(column),
  }));
  const place = placeToLookAt(places);
  const message = named(error instanceof Error ? `${error.name}: ${error.message}` : inspect(error));
  const { code, port } = (error ?? {}) as { code?: unknown; port?: unknown };
  const blocked = code === 'ERR_ACCESS_DENIED' || (error instanceof DOMException && error.name === 'SecurityError');
  if (code === 'EADDRINUSE' && typeof port === 'number') return { code: 'port-in-use', program, message, port };
  return { code: blocked ? 'access-denied' : 'uncaught-error', program, message, ...place };
}

/** An error's stack, and those of what caused it. */
function stacksOf(error: unknown): string {
  const stacks: string[] = [];
  for (let at = error; at instanceof Error && stacks.length < mostCauses; at = at.cause) stacks.push(at.stack ?? '');
  return stacks.join('\n');
}

import { inspect } from 'node-inspect-extracted';
import { SandboxError, type Reason } from '../../../site/sandbox/reason.ts';

/** The place in the learner's files that a stack names first. */
const framePattern = /(?:\(|@|at |^\s*)(?:async )?((?:[\w.-]+\/)*[\w.-]+\.(?:ts|mts|js|mjs)):(\d+):(\d+)/m;

/** Why an error that nobody caught ended a program. `named` puts files' names for their addresses. */
export function explainError(error: unknown, program: string, named: (text: string) => string): Reason {
  if (error instanceof SandboxError) return error.reason;
  const stack = error instanceof Error ? named(error.stack ?? '') : '';
  const [, file, line, column] = framePattern.exec(stack) ?? [];
  const place = file === undefined ? {} : { file, line: Number(line), column: Number(column) };
  const message = named(error instanceof Error ? `${error.name}: ${error.message}` : inspect(error));
  const { code, port } = (error ?? {}) as { code?: unknown; port?: unknown };
  const blocked = code === 'ERR_ACCESS_DENIED' || (error instanceof DOMException && error.name === 'SecurityError');
  if (code === 'EADDRINUSE' && typeof port === 'number') return { code: 'port-in-use', program, message, port };
  return { code: blocked ? 'access-denied' : 'uncaught-error', program, message, ...place };
}

import { placeToLookAt, type Place } from './blame.ts';
import type { Reason } from './reason.ts';

/** How a program's process ended. */
export interface Exit {
  /** Path relative to the sandbox, e.g. `client.ts`. */
  program: string;
  code: number | null;
  signal: string | null;
  /** The end of what it wrote to stderr, with the sandbox's directory taken out. */
  stderr: string;
  /** Cap of its heap in bytes. */
  heapCap: number;
  /** Cap of all that the process takes of the memory, in bytes, where there is one. */
  memoryCap?: number;
}

/** Why a program ended that nobody stopped, by what Node and V8 say of it. */
export function explainExit({ program, code, signal, stderr, heapCap, memoryCap }: Exit): Reason {
  // V8 aborts: a signal on POSIX, an exit code on Windows.
  const full = { code: 'memory-full', program, ...(memoryCap && { bytes: memoryCap }) } as const;
  if (code !== 0 && /^FATAL ERROR: .*JavaScript heap out of memory/m.test(stderr))
    return memoryCap && isSmall(stderr, heapCap) ? full : { code: 'heap-full', program, bytes: heapCap };
  if (code !== 0 && noMemory.test(stderr)) return full;
  if (code === null) return { code: 'killed', program, message: signal ?? undefined };
  const fatal = code === 0 ? null : parseFatalError(stderr);
  return fatal ? explainError(fatal, program) : { code: 'exited', program, exitCode: code };
}

/** Whether the heap was far from its cap by the last collection that V8 lists: it could not grow because other memory took the room. */
function isSmall(stderr: string, heapCap: number): boolean {
  const left = [...stderr.matchAll(/ -> (\d+\.\d+) \(\d+\.\d+\) MB/g)].at(-1)?.[1];
  return left !== undefined && Number(left) * 2 ** 20 < heapCap / 2;
}

/** What V8, Node, WebAssembly, SQLite and C++ say, at the end, where the process gets no more memory from the machine. */
const noMemory =
  /^(?:FATAL ERROR: .*|.*\bFatal process )out of memory|^# Out of memory: |^RangeError: (?:Array buffer allocation failed|WebAssembly\.Memory\(\): could not allocate)|^ {2}code: 'ERR_MEMORY_ALLOCATION_FAILED'|^ {2}errstr: 'out of memory'|\bstd::bad_alloc\b/m;

/** What Node writes when an error that nobody caught ends a process. */
interface FatalError {
  /** Name and message, e.g. `TypeError: x is not a function`. */
  message: string;
  /** Node's own code, e.g. `ERR_MODULE_NOT_FOUND`; empty where there is none. */
  code: string;
  /** All of it, from the place to the error's properties. */
  text: string;
}

const learnersFile = String.raw`(?<file>\w[\w@.-]*(?:[\\/][\w@.-]+)*\.\w+)`;
// A line that is a place alone: `client.ts:3`, `node:fs:621`. The source follows, one line or a few, with carets beneath the fault.
const placeLine = /^(?:node:\S+|file:\S+|undefined|<\S+>|\w[\w@.\\/-]*\.\w+|(?:\/|[A-Za-z]:\\)[^\n()]+):\d+$/gm;
const learnersPlace = new RegExp(
  String.raw`^${learnersFile}:(?<line>\d+)\n(?:(?:(?!SyntaxError)[^\n]*\n){1,4}?(?<indent>[ \t]*)\^+$)?`,
  'm',
);
const learnersFrame = new RegExp(
  String.raw`^\s+at (?:.* \()?(?:async )?${learnersFile}:(?<line>\d+):(?<column>\d+)\)?(?: \{)?$`,
  'gm',
);

function parseFatalError(stderr: string): FatalError | null {
  // Node signs off with its version after a fatal error, and only then.
  const end = stderr.search(/\n\nNode\.js v\d[^\n]*\s*$/);
  if (end === -1) return null;
  const before = stderr.slice(0, end);
  const text = before.slice([...before.matchAll(placeLine)].at(-1)?.index ?? 0);
  const words = /^SyntaxError\b[^]*/m.exec(text)?.[0] ?? text.replace(/^[^]*?^\s*\^+$\s*/m, '');
  const message = words.split(/\n\s+at | \{\n|\n\(Use `node /)[0]!.trim();
  const code = /^\w+ \[(\w+)\]/.exec(message)?.[1] ?? /^ {2}code: '(\w+)'/m.exec(words)?.[1] ?? '';
  return { message, code, text };
}

function explainError({ message, code, text }: FatalError, program: string): Reason {
  const frame = placeToLookAt([...text.matchAll(learnersFrame)].map((match) => position(match) as Place));
  const place = position(learnersPlace.exec(text));
  // Without a frame of the learner's, it is not their running code that threw it, as `JSON.parse` does.
  if (message.startsWith('SyntaxError') && place && !frame) return { code: 'syntax-error', program, message, ...place };
  if (code === 'ERR_ACCESS_DENIED' || code === 'ERR_DLOPEN_DISABLED') {
    const permission = /^ {2}permission: '(.*)'/m.exec(text)?.[1];
    const resource = /^ {2}resource: '(.*)'/m.exec(text)?.[1];
    const asked = [permission, resource].filter(Boolean).join(' ');
    return { code: 'access-denied', program, message: asked ? `${message} (${asked})` : message, ...frame };
  }
  if (missingModule.has(code)) {
    const importer = new RegExp(`imported from ${learnersFile}`).exec(message)?.groups?.file;
    return { code: 'missing-module', program, message, ...(importer === undefined ? frame : { file: importer }) };
  }
  const port = /\bEADDRINUSE\b[^\n]*?:(\d+)\b/.exec(message)?.[1];
  if (port !== undefined) return { code: 'port-in-use', program, message, port: Number(port) };
  return { code: 'uncaught-error', program, message, ...(frame ?? place) };
}

const missingModule: ReadonlySet<string> = new Set([
  'ERR_MODULE_NOT_FOUND',
  'MODULE_NOT_FOUND',
  'ERR_UNKNOWN_BUILTIN_MODULE',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
]);

function position(match: RegExpExecArray | null): Pick<Reason, 'file' | 'line' | 'column'> | undefined {
  if (!match?.groups) return undefined;
  const { file, line, column, indent } = match.groups;
  return {
    file: file!.replaceAll('\\', '/'),
    line: Number(line),
    ...(column !== undefined ? { column: Number(column) } : indent !== undefined ? { column: indent.length + 1 } : {}),
  };
}

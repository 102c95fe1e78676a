import { formatWithOptions, inspect } from 'node-inspect-extracted';
import { print } from '../output.ts';
import { table } from './console-table.ts';

type Stream = 'stdout' | 'stderr';

let indentation = '';
const counts = new Map<string, number>();
const timers = new Map<string, number>();

function write(stream: Stream, args: unknown[]): void {
  const text = formatWithOptions({}, ...args);
  print(stream, `${indentation ? text.replace(/^/gm, indentation) : text}\n`);
}

const to =
  (stream: Stream) =>
  (...args: unknown[]): void =>
    write(stream, args);
const elapsed = (label: string): string | null => {
  const since = timers.get(label);
  if (since === undefined) return null;
  const milliseconds = performance.now() - since;
  return milliseconds >= 1000 ? `${(milliseconds / 1000).toFixed(3)}s` : `${Number(milliseconds.toFixed(3))}ms`;
};

function logTime(label: string, rest: unknown[]): void {
  const time = elapsed(label);
  if (time === null) return write('stderr', [`Warning: No such label '${label}' for console.time()`]);
  write('stdout', [`${label}: ${time}`, ...rest]);
}

const log = to('stdout');
const error = to('stderr');

/** Node's console: it writes to stdout and stderr, each line formatted as `util.format` does. */
export const nodeConsole = {
  log,
  info: log,
  debug: log,
  error,
  warn: error,
  dir: (value: unknown, options?: object) =>
    write('stdout', [inspect(value, { customInspect: false, ...options } as never)]),
  dirxml: log,
  trace: (...args: unknown[]) => {
    const { stack = '' } = Object.assign(new Error(formatWithOptions({}, ...args)), { name: 'Trace' });
    write('stderr', [
      stack
        .replace(/^Error/, 'Trace')
        .split('\n')
        .filter((_line, i) => i !== 1)
        .join('\n'),
    ]);
  },
  assert: (value: unknown, ...args: unknown[]) => {
    if (value) return;
    const [first, ...rest] = args;
    write(
      'stderr',
      args.length
        ? typeof first === 'string'
          ? [`Assertion failed: ${first}`, ...rest]
          : ['Assertion failed:', ...args]
        : ['Assertion failed'],
    );
  },
  count: (label = 'default') => {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    write('stdout', [`${label}: ${count}`]);
  },
  countReset: (label = 'default') => void counts.delete(label),
  time: (label = 'default') => void timers.set(label, performance.now()),
  timeEnd: (label = 'default') => {
    logTime(label, []);
    timers.delete(label);
  },
  timeLog: (label = 'default', ...rest: unknown[]) => logTime(label, rest),
  group: (...args: unknown[]) => {
    if (args.length) log(...args);
    indentation += '  ';
  },
  groupCollapsed: (...args: unknown[]) => nodeConsole.group(...args),
  groupEnd: () => void (indentation = indentation.slice(2)),
  table: (data: unknown, columns?: string[]) => write('stdout', [table(data, columns) ?? data]),
};

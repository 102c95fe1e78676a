import { expect, test } from 'vitest';
import { explainDotnetExit } from './explain-dotnet-exit.ts';
import type { Reason } from './reason.ts';

const explain = (
  code: number | null,
  signal: string | null,
  stderr: string,
  told: Reason | null = null,
  heapUsed = 250_000_000,
) =>
  explainDotnetExit(
    { program: 'Program.cs', code, signal, stderr, heapCap: 268_435_456, memoryCap: 1_342_177_280, heapUsed },
    told,
  );

test.each([
  [
    'a full heap, in its own last words',
    null,
    'SIGABRT',
    'Out of memory.\n',
    { code: 'heap-full', bytes: 268_435_456 },
  ],
  [
    'a full heap, thrown where nobody catches it',
    null,
    'SIGABRT',
    'Unhandled exception. System.OutOfMemoryException: Exception of type …\n   at Program.<Main>$()\n',
    { code: 'heap-full', bytes: 268_435_456 },
  ],
  [
    'a stack overflow',
    null,
    'SIGABRT',
    'Stack overflow.\nRepeat 12034 times:\n--------\n   at Program.Down(Int32)\n',
    { code: 'uncaught-error', message: 'Stack overflow.' },
  ],
  ['an end from outside', null, 'SIGKILL', '', { code: 'killed', message: 'SIGKILL' }],
  ['an exit code', 3, null, 'bye\n', { code: 'exited', exitCode: 3 }],
  ['an end without any, whatever it said', 0, null, 'Stack overflow.\n', { code: 'exited', exitCode: 0 }],
] as const)('tells %s', (_, code, signal, stderr, reason) => {
  expect(explain(code, signal, stderr)).toEqual({ program: 'Program.cs', ...reason });
});

test('takes the word of the host for what the program threw, where it ended by it', () => {
  const thrown = { code: 'uncaught-error', message: 'System.Exception: so', file: 'Program.cs', line: 3 } as const;
  expect(explain(134, null, 'Unhandled exception.\n', thrown)).toEqual({ program: 'Program.cs', ...thrown });
  expect(explain(134, null, '', { code: 'heap-full' })).toMatchObject({ code: 'heap-full', bytes: 268_435_456 });
  expect(explain(0, null, '', thrown)).toMatchObject({ code: 'exited' });
});

test.each(['Out of memory.\n', '\n   Cannot print exception string because Exception.ToString() failed.\n'])(
  'tells memory outside a heap that is far from full by %j',
  (words) => {
    expect(explain(null, 'SIGABRT', words, null, 2_000_000)).toMatchObject({
      code: 'memory-full',
      bytes: 1_342_177_280,
    });
  },
);

import { afterEach, expect, test, vi } from 'vitest';
import type { Connection } from './connection.ts';
import type { Info } from './protocol.ts';
import { LocalSandbox } from './sandbox.ts';

// As where the compiler's worker died without a word.
vi.mock('../csharp/program.ts', () => ({ compileProgram: () => new Promise(() => undefined) }));
afterEach(() => void vi.unstubAllGlobals());

test('a program in C# that is stopped while it compiles ends, whatever becomes of the compiler, and is not started', async () => {
  vi.stubGlobal('__CSHARP__', true);
  const run = vi.fn();
  const info: Info = { node: 'v24.0.0', wall: 'bubblewrap', dotnet: { version: '10.0.0' } };
  const sandbox = new LocalSandbox({ run } as unknown as Connection, info, { 'leak.cs': '' });
  const stop = new AbortController();
  const messages = sandbox.run('leak.cs', { probe: 'heap' }, stop.signal)[Symbol.asyncIterator]();
  const first = messages.next();
  await vi.dynamicImportSettled();
  stop.abort();
  expect(await first).toEqual({ value: { type: 'exit', code: null }, done: false });
  expect(await messages.next()).toEqual({ value: undefined, done: true });
  expect(run).not.toHaveBeenCalled();
});

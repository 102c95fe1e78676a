import { setImmediate as turn } from 'node:timers/promises';
import { compileFunction } from 'node:vm';
import { expect, test } from 'vitest';
import { compile } from '../../../../site/sandbox/runtimes/tab/compile.ts';
import { kept, keptAll, keptUsing } from './async-frames.ts';
import { AsyncLocalStorage } from './async-hooks.ts';

/** Runs code as the compiler makes it, in the store `one`; each `note()` notes its store. */
async function notesOf(code: string): Promise<unknown[]> {
  const store = new AsyncLocalStorage();
  const notes: unknown[] = [];
  const scope = {
    $kept: kept,
    $keptAll: keptAll,
    $keptUsing: keptUsing,
    turn,
    note: () => notes.push(store.getStore()),
  };
  const made = compile('program.ts', `export const program = async () => { ${code} };`, true) as { code: string };
  const body = made.code.replace('export const program =', 'return');
  const program = compileFunction(body, Object.keys(scope))(...Object.values(scope)) as () => Promise<void>;
  await (store.run('one', program) as Promise<void>);
  return notes;
}

const resource = '({ async [Symbol.asyncDispose]() { note(); await turn(); note(); } })';

test('each of what is used is disposed of in the store that the block was left in', async () => {
  expect(await notesOf(`{ await using a = ${resource}, b = ${resource}; await turn(); } note();`)).toEqual(
    new Array(5).fill('one'),
  );
});

test('what cannot be used is caught in the store that asked for it', async () => {
  expect(await notesOf('try { await using a = await turn(1).then(() => ({})); } catch { note(); }')).toEqual(['one']);
});

test('an iterator of promises is left, when one of them fails, in the store of who waits for it', async () => {
  const values = '({ [Symbol.iterator]: () => ({ next: () => ({ value: Promise.reject(1) }), return: note }) })';
  expect(await notesOf(`try { for await (const _ of ${values}); } catch { note(); }`)).toEqual(['one', 'one']);
});

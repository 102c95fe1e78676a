import assert from 'node:assert';
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test, vi } from 'vitest';
import { connectOutput } from '../output.ts';
import { EventEmitter as TabEmitter } from './events.ts';
import { process as own } from './process.ts';

test('what is piped into its output is all written, which goes on after it', async () => {
  let written = '';
  connectOutput(
    () => undefined,
    (stream, text) => (written += `${stream}: ${text}\n`),
  );
  await pipeline(Readable.from(['one', 'two']), own.stdout);
  await new Promise<void>((resolve) => own.stdout.end('three', resolve));
  const failing = new Readable({ read: () => assert.fail('the source') });
  await expect(pipeline(failing, own.stdout)).rejects.toThrow('the source');
  own.stdout.write('four');
  expect(written).toBe('stdout: one\nstdout: two\nstdout: three\nstdout: four\n');
});

test('warns as Node does: of the code, with the detail, and of what has too many listeners without all of it', async () => {
  const told = async (process: NodeJS.Process, Emitter: typeof EventEmitter) => {
    const warnings: (Error & { code?: string; count?: number; emitter?: unknown })[] = [];
    const take = (warning: Error) => void warnings.push(warning);
    const printers = process.listeners('warning'); // Node's own
    process.removeAllListeners('warning').on('warning', take);
    process.emitWarning('of a type', 'Type', 'CODE');
    expect(() => process.emitWarning('of no type', null as never)).toThrow(
      /The "type" argument must be of type string/,
    );
    process.emitWarning('of options', { type: 'Type', code: 'CODE', detail: 'and more' });
    process.emitWarning(Object.assign(new RangeError('its own'), { code: 'OWN' }));
    vi.stubGlobal('process', process);
    class Own extends Emitter {}
    const own = new Own().setMaxListeners(1).on(Symbol.for('one'), () => 1);
    for (let i = 0; i < 12; i++) own.once('x', () => 1).prependListener(Symbol.for('one'), () => 1);
    const other = new Emitter();
    for (let i = 0; i < 12; i++) other.on('y', () => 1);
    vi.unstubAllGlobals();
    await new Promise(setImmediate);
    process.off('warning', take);
    for (const printer of printers) process.on('warning', printer);
    return warnings.map(({ name, message, code, count }, i) => [
      name,
      message,
      code,
      count,
      Object.hasOwn(warnings[i]!, 'detail'),
      warnings[i]!.emitter === own,
    ]);
  };
  let written = '';
  connectOutput(
    () => undefined,
    (_stream, text) => (written += text),
  );
  expect(await told(own as never, TabEmitter as never)).toEqual(await told(process, EventEmitter));
  expect(written.split('\n').slice(0, 5)).toEqual([
    '(node:1) [CODE] Type: of a type',
    '(node:1) [CODE] Type: of options',
    'and more',
    '(node:1) [OWN] RangeError: its own',
    expect.stringMatching(
      /^\(node:1\) MaxListenersExceededWarning: Possible .* 2 Symbol\(one\) listeners added to \[Own\]\./,
    ),
  ]);
});

test('takes as its exit code what Node takes', () => {
  /** The code that is left by, or why there is none. */
  const outcome = (process: { exitCode?: unknown }, code: unknown) => {
    const before = process.exitCode;
    try {
      process.exitCode = code;
      return process.exitCode;
    } catch (error) {
      const { name, code: reason, message } = error as Error & { code: string };
      return { name, reason, message };
    } finally {
      process.exitCode = before;
    }
  };
  for (const code of [0, 3, -1, 256, '4', undefined, null, 'four', '', 1.5, NaN, {}, true, 5n])
    expect([code, outcome(own, code)]).toEqual([code, outcome(process, code)]);
  const left: number[] = [];
  own.leave = (code) => void left.push(code);
  expect(() => own.exit('four')).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }));
  expect(() => own.exit('5')).toThrow('process.exit');
  expect(left).toEqual([5]);
});

import assert from 'node:assert';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { connectOutput } from '../output.ts';
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

import { expect, test } from 'vitest';
import { explainError } from './explain-error.ts';

const explain = (error: unknown, named = (text: string) => text) => explainError(error, 'client.ts', named);
const withStack = <E extends Error>(error: E, stack: string): E => Object.assign(error, { stack });

test("names the first of the learner's places in a stack, in the way of each browser", () => {
  const chromium = withStack(
    new TypeError('bad'),
    'TypeError: bad\n    at emit (leak-lab:guest.ts:1:200)\n    at async MagicOnionClient.create (magiconion/client.ts:84:11)\n    at client.ts:3:3',
  );
  expect(explain(chromium)).toEqual({
    code: 'uncaught-error',
    program: 'client.ts',
    message: 'TypeError: bad',
    file: 'magiconion/client.ts',
    line: 84,
    column: 11,
  });
  const firefox = withStack(new Error('bad'), 'f@blob:null/1234:2:9\n@blob:null/1234:5:1');
  expect(explain(firefox, (text) => text.replaceAll('blob:null/1234', 'client.ts'))).toMatchObject({
    file: 'client.ts',
    line: 2,
    column: 9,
  });
});

test('what is not an error has no place', () => {
  expect(explain({ a: 1 })).toEqual({ code: 'uncaught-error', program: 'client.ts', message: '{ a: 1 }' });
});

test('tells what the sandbox refuses from what fails', () => {
  expect(explain(new DOMException('no storage', 'SecurityError'))).toMatchObject({
    code: 'access-denied',
    message: 'SecurityError: no storage',
  });
  expect(explain(Object.assign(new TypeError('no network'), { code: 'ERR_ACCESS_DENIED' }))).toMatchObject({
    code: 'access-denied',
  });
  expect(explain(Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port: 5000 }))).toMatchObject({
    code: 'port-in-use',
    port: 5000,
  });
});

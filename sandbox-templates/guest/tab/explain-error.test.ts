import { expect, test } from 'vitest';
import { explainError } from './explain-error.ts';

const explain = (error: unknown, named = (text: string) => text) => explainError(error, 'client.ts', named);
const withStack = <E extends Error>(error: E, stack: string): E => Object.assign(error, { stack });

test("names the first of the learner's places in a stack, rather than the port's, in the way of each browser", () => {
  const chromium = withStack(
    new TypeError('bad'),
    'TypeError: bad\n    at emit (leak-lab:guest.ts:1:200)\n    at async MagicOnionClient.create (magiconion/client.ts:84:11)\n    at client.ts:3:3',
  );
  expect(explain(chromium)).toEqual({
    code: 'uncaught-error',
    program: 'client.ts',
    message: 'TypeError: bad',
    file: 'client.ts',
    line: 3,
    column: 3,
  });
  const firefox = withStack(new Error('bad'), 'f@blob:null/1234:2:9\n@blob:null/1234:5:1');
  expect(explain(firefox, (text) => text.replaceAll('blob:null/1234', 'client.ts'))).toMatchObject({
    file: 'client.ts',
    line: 2,
    column: 9,
  });
});

test('names where a call was made, which grpc-js adds to the cause; the port where no other file is named', () => {
  const port = 'RpcException: bad\n    at toRpcException (magiconion/call-invoker.ts:124:10)';
  const cause = withStack(
    new Error('13 INTERNAL'),
    'Error: 13 INTERNAL\n    at callErrorFromStatus (leak-lab:guest.ts:1:200)\nfor call at\n    at type.value (magiconion/client.ts:90:35)\n    at main (lib/ask.ts:7:26)',
  );
  expect(explain(withStack(new Error('bad', { cause }), port))).toMatchObject({ file: 'lib/ask.ts', line: 7 });
  const endless = withStack(new Error('bad'), port);
  endless.cause = endless;
  expect(explain(endless)).toMatchObject({ file: 'magiconion/call-invoker.ts', line: 124 });
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

import { expect, test } from 'vitest';
import { callerLine } from './caller-line.ts';

const told = (...lines: string[]) => callerLine({ name: '', message: '', stack: ['Error', ...lines].join('\n') });

test.each([
  ['of a file on this machine', '    at file:///box/client.ts:10:20'],
  ['of a function', '    at async main (file:///box/client.ts:10:20)'],
  ['of a version of a file', '    at file:///box/client.ts?v=2:10:20'],
])('is the line %s', (_, line) => {
  expect(told(line)).toBe('client.ts:10');
});

test('passes over the watch, the port, a stub and grpc-js', () => {
  expect(
    told(
      '    at ChannelsWatch.#used (file:///srv/guest/watch-channels.ts:90:30)',
      '    at see (http://localhost/_astro/watch-calls.ts:95:7)',
      '    at Client.makeUnaryRequest (file:///box/node_modules/@grpc/grpc-js/build/src/client.js:60:5)',
      '    at new Promise (<anonymous>)',
      '    at SumClient.sum (file:///box/sum-client.ts:16:12)',
      '    at CallInvoker.unary (file:///box/magiconion/call-invoker.ts:33:2)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)',
      '    at async file:///box/load.ts:7:3',
    ),
  ).toBe('load.ts:7');
  expect(told('    at new Promise (<anonymous>)')).toBeNull();
});

import { expect, test } from 'vitest';
import { decodeMessage } from './messages.ts';
import { sampleAt, servedAt } from '../testing/fake-runtime.ts';

test('takes a measurement for one only where its figures are figures', () => {
  const message = { type: 'measured', measured: { at: 1000, bytes: 5e6 } };
  expect(decodeMessage(message)).toEqual(message);
  for (const measured of [
    undefined,
    null,
    5e6,
    { at: 1000 },
    { at: -1, bytes: 1 },
    { at: 0, bytes: NaN },
    { at: '0', bytes: 1 },
  ])
    expect(decodeMessage({ type: 'measured', measured })).toBeNull();
});

test('keeps of a message what is known of it, cut to size, and not the value itself', () => {
  const sample = sampleAt(1000, { alive: { clients: 1, methods: 2, channels: 1, methodsCached: 2 }, buffers: 3 });
  const sent = { type: 'sample', sample: { ...sample, note: 'x'.repeat(1e6) }, more: 1 };
  const message = decodeMessage(sent);
  expect(message).toEqual({ type: 'sample', sample });
  expect(decodeMessage({ type: 'sample', sample: { ...sample, calls: -1 } })).toBeNull();
  expect(decodeMessage({ type: 'sample', sample: { ...sample, calls: 1e300 } })).toBeNull();
  expect(decodeMessage({ type: 'constructor' })).toBeNull();

  const log = decodeMessage({ type: 'log', stream: 'stdout', text: 'x'.repeat(1e6), dropped: 0 });
  expect(log?.type === 'log' && log.text.length).toBe(64 * 1024);
  const methods = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`/method/${i}${'x'.repeat(1000)}`, i]));
  const served = decodeMessage({ type: 'served', served: servedAt(0, { methods }) });
  const names = served?.type === 'served' ? Object.keys(served.served.methods) : [];
  expect([names.length, names[0]!.length]).toEqual([64, 256]);
});

test('shortens a long name to both its ends, and loses none of those that are alike then', () => {
  const long = (middle: string, end: string) => `/Service/${'x'.repeat(300)}${middle}${'y'.repeat(300)}${end}`;
  const methods = { [long('a', '1')]: 1, [long('b', '1')]: 2, [long('a', '2')]: 3, ordinary: 4 };
  const served = decodeMessage({ type: 'served', served: servedAt(0, { methods }) });
  const found = Object.entries(served?.type === 'served' ? served.served.methods : {});
  expect(found.map(([, count]) => count)).toEqual([1, 2, 3, 4]);
  expect(found.map(([name]) => name.slice(0, 9) + name.slice(-5))).toEqual([
    '/Service/yyyy1',
    '/Service/1 (2)',
    '/Service/yyyy2',
    'ordinaryinary',
  ]);
  expect(found[0]![0]).toContain('x…y');
});

test('takes an end for one whatever its reason says, of which it keeps what makes sense', () => {
  const exit = (reason: unknown) => decodeMessage({ type: 'exit', code: 1, reason });
  const told = { code: 'port-in-use', message: 'EADDRINUSE', program: 'client.ts' };
  expect(exit({ ...told, port: -1, line: 1e30, column: NaN, file: 5 })).toEqual({
    type: 'exit',
    code: 1,
    reason: told,
  });
  for (const reason of [null, 'why', { code: 'no such cause' }])
    expect(exit(reason)).toEqual({ type: 'exit', code: 1 });
  expect(decodeMessage({ type: 'exit', code: 'none' })).toBeNull();
});

import { expect, test } from 'vitest';
import { decodeMessage } from './messages.ts';

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

import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

const heads = {
  type: 'Type',
  module: 'Module',
  count: 'Objects',
  bytes: 'Bytes',
  retained: 'Retained',
  countBefore: 'Before',
  bytesBefore: 'Bytes before',
  fresh: 'New',
  gone: 'Gone',
};
const row = { name: 'Pair<int, "x">', module: 'a.dll', type: 0, count: 2, bytes: 48, before: null, changed: null };

test('quotes what has commas or quotes, and ends each line as RFC 4180 wants', () => {
  expect(toCsv([row], Float64Array.of(64), heads)).toBe(
    'Type,Module,Objects,Bytes,Retained\r\n"Pair<int, ""x"">",a.dll,2,48,64\r\n',
  );
});

test('has the figures before, where there are any, and a zero where the type is gone', () => {
  const gone = { ...row, name: 'Gone', module: null, type: null, count: 0, bytes: 0, before: { count: 3, bytes: 72 } };
  expect(toCsv([gone], Float64Array.of(64), heads)).toContain('\r\nGone,,0,0,0,3,72\r\n');
});

test('lets no name of a type become a formula', () => {
  expect(toCsv([{ ...row, name: '=HYPERLINK(1)' }], null, heads)).toContain("\r\n'=HYPERLINK(1),");
});

import { expect, test } from 'vitest';
import { fieldList } from './outgoing-headers.ts';

const sent = (headers: Record<string, string | string[]>) =>
  fieldList(headers, 'request', true).fields.map(({ name, value }) => [name.text, value]);

test('white space at the ends of a value stays behind: the peer would have to refuse it', () => {
  expect(sent({ 'x-a': ' lead', 'x-b': ['trail\t ', ' in between '], 'x-c': ' \t' })).toEqual([
    ['x-a', 'lead'],
    ['x-b', 'trail'],
    ['x-b', 'in between'],
    ['x-c', ''],
  ]);
});

test.each(['line\nbreak', 'carriage\rreturn', 'nul\0', '日本', 'control\x01', 'delete\x7f'])(
  'a value that no octets of a field can say is refused where it is set: %j',
  (value) => {
    expect(() => sent({ 'x-a': value })).toThrow(expect.objectContaining({ code: 'ERR_INVALID_CHAR' }));
  },
);

test('octets of Latin-1 go out as they are', () => {
  expect(sent({ 'x-a': 'café' })).toEqual([['x-a', 'café']]);
});

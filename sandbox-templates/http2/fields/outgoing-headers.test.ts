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

test('a long run of blanks within a value takes no time', () => {
  const value = `x${' '.repeat(200_000)}x`;
  expect(sent({ 'x-a': `${value} ` })).toEqual([['x-a', value]]);
});

test.each(['line\nbreak', 'carriage\rreturn', 'nul\0', '日本', 'control\x01', 'delete\x7f'])(
  'a field whose value no octets can say is left out: %j',
  (value) => {
    expect(sent({ 'x-a': [value, 'sound'], 'x-b': value })).toEqual([['x-a', 'sound']]);
  },
);

test.each(['/a b', '/line\nbreak', '/日本', ' \t /'])(
  'a request with such a pseudo-header field is malformed: %j',
  (path) => {
    const { malformed } = fieldList({ ':path': path }, 'request', true);
    expect(malformed).toBe(path.trim() !== '/');
  },
);

test('octets of Latin-1 go out as they are', () => {
  expect(sent({ 'x-a': 'café' })).toEqual([['x-a', 'café']]);
});

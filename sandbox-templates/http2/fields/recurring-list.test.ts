import { expect, test } from 'vitest';
import { HeaderField } from '../hpack/header-field.ts';
import { fieldList, sensitiveHeaders } from './outgoing-headers.ts';
import type { HeadersInput } from './outgoing-headers.ts';
import { receiveHeaders } from './received-headers.ts';
import { RecurringList } from './recurring-list.ts';

/** Whether headers bring back the list that was made of others. */
function recurs(first: HeadersInput | undefined, second: HeadersInput | undefined, dates: [string?, string?] = []) {
  const recurring = new RecurringList();
  const list = recurring.keep(first, fieldList(first, 'trailers', true), dates[0]);
  const found = recurring.find(second, dates[1]);
  if (found !== null) expect(found).toBe(list);
  return found !== null;
}

test('the same headers bring back the same list', () => {
  expect(recurs({ a: '1', b: 2 }, { a: '1', b: 2 })).toBe(true);
  expect(recurs({ a: '1' }, { a: '1' }, ['today', 'today'])).toBe(true);
});

test.each<[string, HeadersInput | undefined, HeadersInput | undefined]>([
  ['another value', { a: '1' }, { a: '2' }],
  ['a number for a text', { a: '1' }, { a: 1 }],
  ['another name', { a: '1' }, { b: '1' }],
  ['another order', { a: '1', b: '2' }, { b: '2', a: '1' }],
  ['one more', { a: '1' }, { a: '1', b: '2' }],
  ['values in an array, which may change', { a: ['1'] }, { a: ['1'] }],
  ['secrets', { authorization: '1' }, { authorization: '1' }],
  ['fields that are to be secret', { a: '1' }, { a: '1', [sensitiveHeaders]: ['a'] }],
  ['names and values in turn', ['a', '1'], ['a', '1']],
  ['another that inherits the rest', { a: '1', b: '2' }, Object.setPrototypeOf({ a: '1' }, { b: '2' })],
  ['none', undefined, undefined],
])('not so %s', (_, first, second) => {
  expect(recurs(first, second)).toBe(false);
});

test('nor for what are no headers', () => {
  const recurring = new RecurringList();
  recurring.keep({}, fieldList({}, 'trailers', true));
  for (const none of [null, 5, true, '']) expect(recurring.find(none as never)).toBeNull();
});

test('nor another date', () => {
  expect(recurs({ a: '1' }, { a: '1' }, ['today', 'tomorrow'])).toBe(false);
});

test('each reading of a list that recurs is its reader’s own, and of its own kind', () => {
  const fields = Object.freeze([new HeaderField('a', '1'), new HeaderField('__proto__', '2')]);
  const read = () => receiveHeaders(fields, 'trailers')!;
  const first = read();
  Object.assign(first.headers, { a: 'changed', b: 'added' });
  first.raw.push('added');
  first.headers[sensitiveHeaders].push('a');
  const expected = Object.assign(Object.create(null), { a: '1', ['__proto__']: '2', [sensitiveHeaders]: [] });
  for (const { headers, raw } of [read(), read()]) {
    expect(Object.getPrototypeOf(headers)).toBeNull();
    expect(headers).toEqual(expected);
    expect(raw).toEqual(['a', '1', '__proto__', '2']);
  }
  expect(receiveHeaders(fields, 'response')).toBeNull();
});

test('an array among the values is its reader’s own', () => {
  const fields = Object.freeze([new HeaderField('set-cookie', 'a=1')]);
  receiveHeaders(fields, 'trailers')!.headers['set-cookie'].push('b=2');
  expect(receiveHeaders(fields, 'trailers')!.headers['set-cookie']).toEqual(['a=1']);
});

import { describe, expect, it } from 'vitest';
import { HeaderField } from '../hpack/header-field.ts';
import { receiveHeaders } from './received-headers.ts';

const list = (...lines: string[]) =>
  lines.map((line) => {
    const colon = line.indexOf(':', 1);
    return new HeaderField(line.slice(0, colon), line.slice(colon + 1));
  });
const GET = [':method:GET', ':scheme:http', ':path:/'];

describe('a request is malformed (RFC 9113 sections 8.2, 8.3)', () => {
  it.each([
    ['with an upper-case name', [...GET, 'Accept:x']],
    ['with a space in a name', [...GET, 'a b:x']],
    ['with a line feed in a value', [...GET, 'a:x\ny']],
    ['with white space before a value', [...GET, 'a: x']],
    ['with white space after a value', [...GET, 'a:x\t']],
    ['with a connection-specific field', [...GET, 'connection:close']],
    ['with te other than trailers', [...GET, 'te:gzip']],
    ['with a pseudo-header field after a regular one', [':method:GET', ':scheme:http', 'a:b', ':path:/']],
    ['with a pseudo-header field twice', [...GET, ':path:/']],
    ['with an unknown pseudo-header field', [...GET, ':fruit:apple']],
    ['with a status', [...GET, ':status:200']],
    ['without a method', [':scheme:http', ':path:/']],
    ['without a path', [':method:GET', ':scheme:http']],
    ['with an empty path', [':method:GET', ':scheme:http', ':path:']],
    ['with two content-lengths that differ', [...GET, 'content-length:1', 'content-length:2']],
    ['with a method that is no token', [':method:GE T', ':scheme:http', ':path:/']],
    ['without a letter at the head of its scheme', [':method:GET', ':scheme:1http', ':path:/']],
    ['with a space in its authority', [...GET, ':authority:a b']],
    ['with a user in its authority', [...GET, ':authority:user@a']],
    ['with an authority beyond ASCII', [...GET, ':authority:\u00e9']],
    ['with a host that is none', [...GET, 'host:a/b']],
    ['CONNECT with a path', [':method:CONNECT', ':authority:a', ':path:/']],
  ])('%s', (_, lines) => {
    expect(receiveHeaders(list(...lines), 'request')).toBeNull();
  });
});

it.each([['101'], ['99'], ['abc'], [''], ['2e2'], ['0xc8'], ['+200'], ['0200'], ['200.0']])(
  'a response of status %j is malformed',
  (status) => {
    expect(receiveHeaders(list(`:status:${status}`), 'response')).toBeNull();
  },
);

it('trailers with a pseudo-header field are malformed', () => {
  expect(receiveHeaders(list(':status:200'), 'trailers')).toBeNull();
});

it('joins fields of one name by their kind', () => {
  const received = receiveHeaders(
    list(
      ...GET,
      'cookie:a=1',
      'cookie:b=2',
      'set-cookie:c=3',
      'set-cookie:d=4',
      'x:1',
      'x:2',
      'user-agent:u',
      'user-agent:v',
    ),
    'request',
  );
  expect({ ...received!.headers }).toMatchObject({
    cookie: 'a=1; b=2',
    'set-cookie': ['c=3', 'd=4'],
    x: '1, 2',
    'user-agent': 'u',
  });
});

it('inherits nothing', () => {
  const { headers } = receiveHeaders(list(...GET, '__proto__:polluted', 'constructor:x'), 'request')!;
  expect(Object.getPrototypeOf(headers)).toBeNull();
  expect([headers.toString, headers.constructor, headers.__proto__]).toEqual([undefined, 'x', 'polluted']);
});

import { data, Flag, headers, request, type Field } from '../support/frames.ts';
import type { Case } from './case.ts';

const malformed = 'stream error PROTOCOL_ERROR';
const wellFormed = 'no error';

const requestCase = (
  section: string,
  rule: string,
  fields: readonly Field[],
  outcome: Case['outcome'] = malformed,
): Case => ({
  section,
  rule: `request with ${rule}`,
  role: 'server',
  given: 'idle',
  frames: [headers(1, fields, Flag.END_STREAM)],
  outcome,
});
const responseCase = (
  section: string,
  rule: string,
  fields: readonly Field[],
  outcome: Case['outcome'] = malformed,
  flags: number = Flag.NONE,
): Case => ({
  section,
  rule: `response with ${rule}`,
  role: 'client',
  given: 'requested',
  frames: [headers(1, fields, flags)],
  outcome,
});
/** One more field behind those of a sound message, both ways. */
const fieldCases = (section: string, rule: string, ...fields: Field[]): Case[] => [
  requestCase(section, rule, [...request(), ...fields]),
  responseCase(section, rule, [[':status', '200'], ...fields]),
];
const without = (name: string): Field[] => request().filter(([field]) => field !== name);

/** RFC 9113 section 8: malformed messages are stream errors of type PROTOCOL_ERROR (section 8.1.1). */
export const messageCases: Case[] = [
  {
    section: '8.1',
    rule: 'request trailers that do not end the stream',
    role: 'server',
    given: 'open',
    frames: [headers(1, [['x-t', '1']])],
    outcome: malformed,
  },
  {
    section: '8.1',
    rule: 'response trailers that do not end the stream',
    role: 'client',
    given: 'open',
    frames: [headers(1, [['x-t', '1']])],
    outcome: malformed,
  },
  {
    section: '8.1',
    rule: 'request trailers with a pseudo-header',
    role: 'server',
    given: 'open',
    frames: [headers(1, [[':path', '/']], Flag.END_STREAM)],
    outcome: malformed,
  },
  {
    section: '8.1',
    rule: 'response trailers with a pseudo-header',
    role: 'client',
    given: 'open',
    frames: [headers(1, [[':status', '200']], Flag.END_STREAM)],
    outcome: malformed,
  },
  {
    section: '8.1',
    rule: 'request trailers that end the stream',
    role: 'server',
    given: 'open',
    frames: [data(1, 'x'), headers(1, [['x-t', '1']], Flag.END_STREAM)],
    outcome: wellFormed,
  },
  {
    section: '8.1',
    rule: 'an interim response that ends the stream',
    role: 'client',
    given: 'requested',
    frames: [headers(1, [[':status', '103']], Flag.END_STREAM)],
    outcome: malformed,
  },
  {
    section: '8.1',
    rule: 'interim responses before the final one',
    role: 'client',
    given: 'requested',
    frames: [
      headers(1, [[':status', '100']]),
      headers(1, [
        [':status', '103'],
        ['link', '</x>'],
      ]),
      headers(1, [[':status', '200']]),
      data(1, 'x'),
      headers(1, [['x-t', '1']], Flag.END_STREAM),
    ],
    outcome: wellFormed,
  },
  {
    section: '8.1',
    rule: 'DATA before the response headers',
    role: 'client',
    given: 'requested',
    frames: [data(1, 'x')],
    outcome: malformed,
  },

  {
    section: '8.1.1',
    rule: 'content-length above the DATA of a request',
    role: 'server',
    given: 'idle',
    frames: [headers(1, [...request('/hold'), ['content-length', '2']]), data(1, 'x', Flag.END_STREAM)],
    outcome: malformed,
  },
  {
    section: '8.1.1',
    rule: 'content-length below the DATA of a request',
    role: 'server',
    given: 'idle',
    frames: [headers(1, [...request('/hold'), ['content-length', '2']]), data(1, 'xyz')],
    outcome: malformed,
  },
  {
    section: '8.1.1',
    rule: 'content-length of a request without DATA',
    role: 'server',
    given: 'idle',
    frames: [headers(1, [...request('/hold'), ['content-length', '2']], Flag.END_STREAM)],
    outcome: malformed,
  },
  {
    section: '8.1.1',
    rule: 'content-length above the DATA of a response',
    role: 'client',
    given: 'requested',
    frames: [
      headers(1, [
        [':status', '200'],
        ['content-length', '2'],
      ]),
      data(1, 'x', Flag.END_STREAM),
    ],
    outcome: malformed,
  },
  {
    section: '8.1.1',
    rule: 'content-length below the DATA of a response',
    role: 'client',
    given: 'requested',
    frames: [
      headers(1, [
        [':status', '200'],
        ['content-length', '2'],
      ]),
      data(1, 'xyz'),
    ],
    outcome: malformed,
  },
  {
    section: '8.1.1',
    rule: 'content-length of a 304 without content',
    role: 'client',
    given: 'requested',
    frames: [
      headers(
        1,
        [
          [':status', '304'],
          ['content-length', '2'],
        ],
        Flag.END_STREAM,
      ),
    ],
    outcome: wellFormed,
  },
  {
    section: '8.1.1',
    rule: 'content-length that is the sum of its DATA',
    role: 'server',
    given: 'idle',
    frames: [headers(1, [...request('/hold'), ['content-length', '3']]), data(1, 'x'), data(1, 'yz', Flag.END_STREAM)],
    outcome: wellFormed,
  },
  ...fieldCases('8.1.1', 'a content-length that is no number', ['content-length', '1x']),
  ...fieldCases('8.1.1', 'two content-lengths that differ', ['content-length', '0'], ['content-length', '1']),

  ...fieldCases('8.2.1', 'an uppercase field name', ['X-Upper', '1']),
  ...fieldCases('8.2.1', 'an empty field name', ['', '1']),
  ...fieldCases('8.2.1', 'a space in a field name', ['x y', '1']),
  ...fieldCases('8.2.1', 'a control character in a field name', ['x\u0001y', '1']),
  ...fieldCases('8.2.1', 'DEL in a field name', ['x\u007fy', '1']),
  ...fieldCases('8.2.1', 'a field name outside ASCII', ['x\u00e9y', '1']),
  ...fieldCases('8.2.1', 'a colon inside a field name', ['x:y', '1']),
  ...fieldCases('8.2.1', 'NUL in a field value', ['x-v', 'a\u0000b']),
  ...fieldCases('8.2.1', 'LF in a field value', ['x-v', 'a\nb']),
  ...fieldCases('8.2.1', 'CR in a field value', ['x-v', 'a\rb']),
  ...fieldCases('8.2.1', 'a field value that starts with a space', ['x-v', ' a']),
  ...fieldCases('8.2.1', 'a field value that ends with a tab', ['x-v', 'a\t']),

  ...(['connection', 'proxy-connection', 'keep-alive', 'transfer-encoding', 'upgrade'] as const).flatMap((name) =>
    fieldCases('8.2.2', `the field ${name}`, [name, 'close']),
  ),
  requestCase('8.2.2', 'te other than trailers', [...request(), ['te', 'gzip']]),
  requestCase('8.2.2', 'te: trailers', [...request(), ['te', 'trailers']], wellFormed),

  ...fieldCases('8.3', 'an unknown pseudo-header', [':unknown', '1']),
  requestCase('8.3', 'an unknown pseudo-header among its own', [[':unknown', '1'], ...request()]),
  requestCase('8.3', ':status', [...request(), [':status', '200']]),
  responseCase('8.3', ':path', [
    [':status', '200'],
    [':path', '/'],
  ]),
  requestCase('8.3', 'a pseudo-header behind a regular field', [...without(':path'), ['x-v', '1'], [':path', '/']]),
  responseCase('8.3', 'a pseudo-header behind a regular field', [
    ['x-v', '1'],
    [':status', '200'],
  ]),
  ...[':method', ':scheme', ':path', ':authority'].map((name) =>
    requestCase('8.3', `${name} twice`, [...request(), [name, 'GET']]),
  ),
  responseCase('8.3', ':status twice', [
    [':status', '200'],
    [':status', '200'],
  ]),
  ...[':method', ':scheme', ':path'].map((name) => requestCase('8.3.1', `no ${name}`, without(name))),
  requestCase('8.3.1', 'an empty :path', request('')),
  requestCase('8.3.1', 'a user in :authority', [...without(':authority'), [':authority', 'user@test.local']]),
  requestCase('8.3.1', 'a host instead of :authority', [...without(':authority'), ['host', 'test.local']], wellFormed),
  requestCase('8.3.1', 'OPTIONS of *', request('*', 'OPTIONS'), wellFormed),
  responseCase('8.3.2', 'no :status', [['x-v', '1']]),
  responseCase('8.3.2', 'a :status that is no number', [[':status', 'abc']]),
  responseCase('8.3.2', 'a :status of two digits', [[':status', '20']]),
  responseCase('8.3.2', 'a :status in another form', [[':status', '2e2']]),
  requestCase('8.5', 'CONNECT and :path', [
    [':method', 'CONNECT'],
    [':authority', 'a:1'],
    [':path', '/'],
  ]),
  requestCase('8.5', 'CONNECT and :scheme', [
    [':method', 'CONNECT'],
    [':authority', 'a:1'],
    [':scheme', 'http'],
  ]),
  requestCase('8.5', 'CONNECT and no :authority', [[':method', 'CONNECT']]),
  requestCase(
    '8.5',
    'CONNECT to an authority',
    [
      [':method', 'CONNECT'],
      [':authority', 'a:1'],
    ],
    wellFormed,
  ),
];

import { expect, test } from 'vitest';
import { messagesOfStream } from './describe.ts';
import { Type } from './protocol.ts';
import { Recording } from './recording.ts';

/** A gRPC message of these octets, as the reader tells it. */
function told(hex: string): string | null {
  const octets = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const recording = new Recording();
  const head = [0, 0, 5 + octets.length, Type.DATA, 0, 0, 0, 0, 1];
  recording.add({
    connection: 1,
    sent: false,
    at: 0,
    bytes: Uint8Array.from([...head, 0, 0, 0, 0, octets.length, ...octets]),
  });
  return messagesOfStream(recording, recording.frames[0]!)[0]!.value;
}

test.each([
  ['92 7b cd01c8', '[123,456]'],
  ['83 a161 c0 a162 c3 a163 a2 220a', String.raw`{"a":null,"b":true,"c":"\"\n"}`],
  ['cb 3fb999999999999a', '0.1'],
  ['93 cb7ff8000000000000 cb7ff0000000000000 caff800000', '[NaN,Infinity,-Infinity]'],
  ['cf ffffffffffffffff', '18446744073709551615'],
  ['92 d3ffffffffffffffff 01', '[-1,1]'],
  ['92 c403 0102ff c400', '[<01 02 ff>,<>]'],
  ['d6 ff 5e0be100', '"2020-01-01T00:00:00.000Z"'],
])('tells %s as what it is: %s', (hex, text) => expect(told(hex)).toBe(text));

test.each(['c1', '92 01 c1', '01 02', ''])('leaves alone what is no MessagePack: %s', (hex) =>
  expect(told(hex)).toBeNull(),
);

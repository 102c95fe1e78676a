import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { HpackDecoder } from './decoder.ts';
import { HpackEncoder } from './encoder.ts';
import type { OutgoingField } from './encoder.ts';
import { fieldName } from './field-name.ts';

const LIMITS = { maxSize: 65_535, maxFields: 128 };
const list = (...lines: Array<[string, string, boolean?]>): OutgoingField[] =>
  lines.map(([name, value, sensitive = false]) => ({ name: fieldName(name), value, sensitive }));

function pair() {
  const encoder = new HpackEncoder();
  const decoder = new HpackDecoder();
  const encode = (fields: readonly OutgoingField[]): Buffer => {
    const known = encoder.known(fields);
    if (known !== undefined) return Buffer.from(known);
    const buffer = Buffer.alloc(HpackEncoder.bound(fields));
    return buffer.subarray(0, encoder.encode(fields, buffer, 0));
  };
  const decode = (block: Buffer, limits = LIMITS) => decoder.decode(block, 0, block.length, limits);
  const send = (fields: readonly OutgoingField[]) => {
    const read = decode(encode(fields));
    expect(read.map(({ name, value }) => [name, value])).toEqual(fields.map(({ name, value }) => [name.text, value]));
    const kept = Object.isFrozen(read);
    decoder.release();
    return kept;
  };
  return { encoder, decoder, encode, decode, send };
}

test('a block is kept when it comes again, until the table changes', () => {
  const { encoder, send } = pair();
  const fields = Object.freeze(list([':status', '200'], ['x-a', '1'], ['grpc-message', 'OK']));
  // It enters the table; is met; met again.
  expect([send(fields), send(fields), send(fields), send(fields)]).toEqual([false, false, false, true]);
  expect(encoder.known(fields)).toBeDefined();
  send(list(['x-b', '2']));
  expect(encoder.known(fields)).toBeUndefined();
  expect([send(fields), send(fields), send(fields)]).toEqual([false, false, true]);
});

test('what its indices stand for changes with the table', () => {
  const { encode, decode, send } = pair();
  const first = list(['x-a', '1']);
  for (let i = 0; i < 4; i++) send(first);
  const block = encode(first);
  send(list(['x-a', '2']));
  expect(decode(block)).toMatchObject([{ name: 'x-a', value: '2' }]);
});

test('neither is a list with a secret kept, nor a long block, nor one of a list that may change', () => {
  const { encoder, send } = pair();
  const secret = Object.freeze(list(['authorization', 'Bearer 1', true]));
  const long = Object.freeze(list(['grpc-message', 'x'.repeat(80)]));
  const changing = list(['grpc-message', 'x']);
  for (let i = 0; i < 4; i++) expect([send(secret), send(long)]).toEqual([false, false]);
  for (let i = 0; i < 4; i++) send(changing);
  expect([encoder.known(long), encoder.known(changing)]).toEqual([undefined, undefined]);
});

test('a limit that shrinks holds for it, too', () => {
  const { encode, decode, decoder, send } = pair();
  const fields = list([':status', '200'], ['x-a', '1']);
  for (let i = 0; i < 4; i++) send(fields);
  decode(encode(fields), { ...LIMITS, maxFields: 1 });
  expect(decoder.exceeded).toBe(true);
});

test("nothing is known any more when the peer's settings have changed", () => {
  const { encoder, send } = pair();
  const fields = Object.freeze(list([':status', '200']));
  send(fields);
  encoder.forgetBlocks();
  expect(encoder.known(fields)).toBeUndefined();
});

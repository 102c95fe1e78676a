import nodeZlib from 'node:zlib';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import * as zlib from './zlib.ts';

const text = Buffer.from('to be read again, '.repeat(5000));

test.each([
  ['gzip', 'gunzip'],
  ['deflate', 'inflate'],
  ['deflateRaw', 'inflateRaw'],
] as const)('%s and %s are those of Node', async (pack, unpack) => {
  expect(
    nodeZlib[`${unpack}Sync`](
      (await promisify(zlib[pack] as (data: Uint8Array, done: (error: Error | null, result?: Buffer) => void) => void)(
        text,
      )) as Buffer,
    ),
  ).toEqual(text);
  expect(
    await promisify(zlib[unpack] as (data: Uint8Array, done: (error: Error | null, result?: Buffer) => void) => void)(
      nodeZlib[`${pack}Sync`](text),
    ),
  ).toEqual(text);
});

test('what is not packed is an error', async () => {
  const error = await new Promise((resolve) => zlib.gunzip(text, resolve));
  expect(error).toMatchObject({ code: 'Z_DATA_ERROR', errno: -3 });
});

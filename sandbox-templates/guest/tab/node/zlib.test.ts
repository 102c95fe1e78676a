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

test('no more is unpacked than is read, and nothing is lost by that', async () => {
  const packed = nodeZlib.gzipSync(Buffer.alloc(20e6));
  const unread = zlib.createGunzip();
  unread.end(packed);
  // As long as it takes where it is read.
  let length = 0;
  for await (const chunk of zlib.createGunzip().end(packed)) length += (chunk as Buffer).length;
  expect(length).toBe(20e6);
  expect(unread.readableLength).toBeLessThan(1e6);
  unread.destroy();
});

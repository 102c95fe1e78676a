import { Buffer } from 'buffer';

export { Buffer, INSPECT_MAX_BYTES, kMaxLength, SlowBuffer } from 'buffer';

// The library is older than this encoding of Node's (15.7).
type Encoded = (this: Uint8Array, encoding?: string, start?: number, end?: number) => string;
const toText = Buffer.prototype.toString as Encoded;
Buffer.prototype.toString = function (this: Buffer, encoding?: string, start?: number, end?: number): string {
  if (encoding !== 'base64url') return toText.call(this, encoding, start, end);
  return toText.call(this, 'base64', start, end).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};
const isEncoding = Buffer.isEncoding;
Buffer.isEncoding = ((encoding: string) =>
  encoding === 'base64url' || isEncoding(encoding)) as typeof Buffer.isEncoding;
const from = Buffer.from as (...args: unknown[]) => Buffer;
Buffer.from = ((...args: unknown[]) =>
  from(args[0], args[1] === 'base64url' ? 'base64' : args[1], args[2])) as typeof Buffer.from;

export const constants = { MAX_LENGTH: 2 ** 31 - 1, MAX_STRING_LENGTH: 2 ** 29 - 24 };
export const { atob, btoa, Blob, File } = globalThis;

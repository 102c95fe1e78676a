import { Buffer } from 'buffer/';
import { codedError } from './errors.ts';

export { Buffer, INSPECT_MAX_BYTES, kMaxLength, SlowBuffer } from 'buffer/';

// The library is older than this encoding of Node's (15.7); of base64, it reads both alphabets.
type Encoded = (this: Uint8Array, encoding?: string, start?: number, end?: number) => string;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const toText = Buffer.prototype.toString as Encoded;
Buffer.prototype.toString = function (this: Buffer, encoding?: string, start?: number, end?: number): string {
  if (encoding !== 'base64url') {
    const text = toText.call(this, encoding, start, end);
    // Of what is no UTF-8, the library replaces each octet, and Node, as browsers do, all that may begin a character.
    if (!text.includes('\ufffd') || !/^utf-?8$/i.test(encoding ?? 'utf8')) return text;
    return decoder.decode(this.subarray(Math.max(0, start ?? 0), end));
  }
  return toText.call(this, 'base64', start, end).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};
const isEncoding = Buffer.isEncoding;
Buffer.isEncoding = ((encoding: string) =>
  encoding === 'base64url' || isEncoding(encoding)) as typeof Buffer.isEncoding;
/** Has a function read both as one. */
function readsBoth(holder: object, name: string): void {
  const original = Reflect.get(holder, name) as (...args: unknown[]) => unknown;
  Reflect.set(holder, name, function (this: unknown, ...args: unknown[]) {
    const at = args.indexOf('base64url', 1);
    if (at !== -1) args[at] = 'base64';
    return Reflect.apply(original, this, args);
  });
}
for (const name of ['from', 'alloc', 'byteLength']) readsBoth(Buffer, name);
for (const name of ['write', 'fill']) readsBoth(Buffer.prototype, name);

/** In Node, also of what is no Buffer. */
Buffer.prototype.equals = function (other: Uint8Array): boolean {
  return Buffer.compare(this, other) === 0;
};

/** Node's errors have a code each; of the library's, few have. */
function codeOf({ message, name }: Error): string {
  if (message.startsWith('Unknown encoding')) return 'ERR_UNKNOWN_ENCODING';
  if (message.includes('multiple of')) return 'ERR_INVALID_BUFFER_SIZE';
  return name === 'RangeError' ? 'ERR_OUT_OF_RANGE' : 'ERR_INVALID_ARG_TYPE';
}
function givesCodes(holder: object, name: string): void {
  const original = Reflect.get(holder, name) as (...args: unknown[]) => unknown;
  Reflect.set(holder, name, function (this: unknown, ...args: unknown[]) {
    try {
      return Reflect.apply(original, this, args);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError) || 'code' in error) throw error;
      throw codedError(error.constructor as typeof TypeError, codeOf(error), error.message);
    }
  });
}
const numbers = Object.keys(Buffer.prototype).filter((name) => /^(read|write)./.test(name));
for (const name of ['from', 'alloc', 'allocUnsafe', 'allocUnsafeSlow', 'concat', 'compare', 'byteLength'])
  givesCodes(Buffer, name);
const others = [
  'toString',
  'write',
  'fill',
  'equals',
  'compare',
  'copy',
  'indexOf',
  'lastIndexOf',
  'swap16',
  'swap32',
  'swap64',
];
for (const name of [...others, ...numbers]) givesCodes(Buffer.prototype, name);

export const constants = { MAX_LENGTH: 2 ** 31 - 1, MAX_STRING_LENGTH: 2 ** 29 - 24 };
export const { atob, btoa, Blob, File } = globalThis;

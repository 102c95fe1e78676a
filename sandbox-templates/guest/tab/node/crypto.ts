import { Buffer } from 'node:buffer';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { codedError } from './errors.ts';

const web = globalThis.crypto;

type Data = string | Uint8Array;
type Encoding = BufferEncoding;

const algorithms = { md5, sha1, sha256, sha384, sha512 };
const mostRandomBytes = 65536; // at once, by the Web Cryptography API, section 10.1.1

const bytes = (data: Data, encoding?: Encoding): Uint8Array =>
  typeof data === 'string' ? Buffer.from(data, encoding) : data;

interface Running {
  update(data: Uint8Array): unknown;
  digest(): Uint8Array;
  clone(): Running;
}

class Hash {
  #hash: Running | null;
  constructor(hash: Running) {
    this.#hash = hash;
  }
  get #running(): Running {
    if (this.#hash) return this.#hash;
    throw codedError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
  }
  copy(): Hash {
    return new Hash(this.#running.clone());
  }
  update(data: Data, encoding?: Encoding): this {
    this.#running.update(bytes(data, encoding));
    return this;
  }
  digest(): Buffer;
  digest(encoding: Encoding): string;
  digest(encoding?: Encoding): Buffer | string {
    const digest = Buffer.from(this.#running.digest());
    this.#hash = null;
    return encoding ? digest.toString(encoding) : digest;
  }
}
export type { Hash };

function algorithm(name: string): (typeof algorithms)['sha256'] {
  const found = algorithms[name.toLowerCase().replace('-', '') as keyof typeof algorithms];
  if (!found)
    throw codedError(
      Error,
      'ERR_OSSL_EVP_UNSUPPORTED',
      `Digest method not supported: ${name}. Here are ${getHashes().join(', ')}.`,
    );
  return found as (typeof algorithms)['sha256'];
}

export const getHashes = (): string[] => Object.keys(algorithms);
export const createHash = (name: string): Hash => new Hash(algorithm(name).create());
export const createHmac = (name: string, key: Data): Hash => new Hash(hmac.create(algorithm(name), bytes(key)));
export const hash = (name: string, data: Data, encoding: Encoding = 'hex'): string =>
  createHash(name).update(data).digest(encoding);

/** Fills a buffer, or `size` of its elements from `offset` on. */
export function randomFillSync<T extends ArrayBuffer | ArrayBufferView>(buffer: T, offset = 0, size?: number): T {
  const all = ArrayBuffer.isView(buffer) ? buffer : new Uint8Array(buffer);
  const each = (all as Partial<Uint8Array>).BYTES_PER_ELEMENT ?? 1;
  const [from, to] = [offset * each, size === undefined ? all.byteLength : (offset + size) * each];
  if (!(from >= 0 && from <= to && to <= all.byteLength))
    throw codedError(RangeError, 'ERR_OUT_OF_RANGE', 'The values of "offset" and "size" are beyond the buffer.');
  const bytes = new Uint8Array(all.buffer as ArrayBuffer, all.byteOffset + from, to - from);
  for (let at = 0; at < bytes.length; at += mostRandomBytes)
    web.getRandomValues(bytes.subarray(at, at + mostRandomBytes));
  return buffer;
}

export function randomBytes(size: number, callback?: (error: null, bytes: Buffer) => void): Buffer | undefined {
  const made = randomFillSync(Buffer.alloc(size));
  if (!callback) return made;
  queueMicrotask(() => callback(null, made));
  return undefined;
}

export function randomInt(...args: [max: number] | [min: number, max: number]): number {
  const [min, max] = args.length === 1 ? [0, args[0]] : args;
  const range = max - min;
  if (!(Number.isSafeInteger(min) && Number.isSafeInteger(max) && range > 0 && range <= 2 ** 48 - 1))
    throw codedError(RangeError, 'ERR_OUT_OF_RANGE', 'The range must be of integers, up to 2 ** 48 - 1 wide.');
  const limit = 2 ** 48 - (2 ** 48 % range);
  for (;;) {
    const [high = 0, low = 0] = web.getRandomValues(new Uint32Array(2));
    const value = (high % 2 ** 16) * 2 ** 32 + low;
    if (value < limit) return min + (value % range);
  }
}

export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.byteLength !== b.byteLength)
    throw codedError(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

export const randomUUID = (): string => {
  const bytes = randomFillSync(Buffer.alloc(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40; // RFC 9562, section 5.4
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

export const webcrypto = web;
export const subtle = web.subtle;
export const getRandomValues = web.getRandomValues.bind(web);

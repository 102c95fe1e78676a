import { Buffer } from 'node:buffer';
import { Transform } from 'node:stream';
import { Deflate, deflateSync as deflateRaw, Gunzip, gunzipSync as gunzipRaw, Gzip, gzipSync as gzipRaw, Inflate, inflateSync as inflateAny, Unzlib, unzlibSync, Zlib, zlibSync } from 'fflate';
import { codedError } from './errors.ts';

type Bytes = Uint8Array | string | ArrayBuffer;
type Callback = (error: Error | null, result?: Buffer) => void;
interface Options {
  level?: number;
}

const bytes = (data: Bytes): Uint8Array => (typeof data === 'string' ? Buffer.from(data) : data instanceof ArrayBuffer ? new Uint8Array(data) : data);
const buffer = (data: Uint8Array): Buffer => Buffer.from(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
const broken = (error: unknown) => Object.assign(codedError(Error, 'Z_DATA_ERROR', error instanceof Error ? error.message : String(error)), { errno: -3 });

const compressor = (compress: (data: Uint8Array, options: object) => Uint8Array) => (data: Bytes, { level = 6 }: Options = {}): Buffer =>
  buffer(compress(bytes(data), { level: level < 0 ? 6 : level }));

const decompressor = (decompress: (data: Uint8Array) => Uint8Array) => (data: Bytes): Buffer => {
  try {
    return buffer(decompress(bytes(data)));
  } catch (error) {
    throw broken(error);
  }
};

const later = (sync: (data: Bytes, options?: Options) => Buffer) => (data: Bytes, options: Options | Callback, callback?: Callback): void => {
  const answer = typeof options === 'function' ? options : callback!;
  queueMicrotask(() => {
    let result: Buffer;
    try {
      result = sync(data, typeof options === 'function' ? {} : options);
    } catch (error) {
      return answer(error as Error);
    }
    answer(null, result);
  });
};

export const gzipSync = compressor(gzipRaw);
export const gunzipSync = decompressor(gunzipRaw);
export const deflateSync = compressor(zlibSync);
export const inflateSync = decompressor(unzlibSync);
export const deflateRawSync = compressor(deflateRaw);
export const inflateRawSync = decompressor(inflateAny);
export const unzipSync = (data: Bytes): Buffer => (bytes(data)[0] === 0x1f ? gunzipSync(data) : inflateSync(data));

export const gzip = later(gzipSync);
export const gunzip = later(gunzipSync);
export const deflate = later(deflateSync);
export const inflate = later(inflateSync);
export const deflateRaw_ = later(deflateRawSync);
export { deflateRaw_ as deflateRaw };
export const inflateRaw = later(inflateRawSync);
export const unzip = later(unzipSync);

interface Coder {
  ondata: (chunk: Uint8Array, last: boolean) => void;
  push(chunk: Uint8Array, last?: boolean): void;
}

const streamOf = (Type: new () => Coder) => (): Transform => {
  const coder = new Type();
  const stream = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => attempt(chunk, false, done),
    flush: (done) => attempt(new Uint8Array(0), true, done),
  });
  const attempt = (chunk: Uint8Array, last: boolean, done: (error?: Error) => void) => {
    try {
      coder.push(chunk, last);
    } catch (error) {
      return done(broken(error));
    }
    done();
  };
  coder.ondata = (chunk) => void (chunk.length && stream.push(buffer(chunk)));
  return stream;
};

export const createGzip = streamOf(Gzip as never);
export const createGunzip = streamOf(Gunzip as never);
export const createDeflate = streamOf(Zlib as never);
export const createInflate = streamOf(Unzlib as never);
export const createDeflateRaw = streamOf(Deflate as never);
export const createInflateRaw = streamOf(Inflate as never);

export const constants = { Z_NO_COMPRESSION: 0, Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1 };

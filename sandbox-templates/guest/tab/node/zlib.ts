import { Buffer } from 'node:buffer';
import { Transform } from 'node:stream';
import { Handle } from '../event-loop.ts';
import { codedError, notHere } from './errors.ts';

// The browser's own (Compression Streams, section 4.1): they have one level, and are never done at once.
type Format = 'gzip' | 'deflate' | 'deflate-raw';
type Bytes = Uint8Array | string | ArrayBuffer;
type Callback = (error: Error | null, result?: Buffer) => void;

const compress = (format: Format) => () => new CompressionStream(format);
const decompress = (format: Format) => () => new DecompressionStream(format);

const dataError = (cause: unknown) =>
  Object.assign(codedError(Error, 'Z_DATA_ERROR', cause instanceof Error ? cause.message : String(cause)), {
    errno: -3,
  });

/** A stream of Node's around one of the browser's. */
const streamOf = (open: () => GenericTransformStream) => (): Transform => {
  const { readable, writable } = open();
  const writer = writable.getWriter() as WritableStreamDefaultWriter<Uint8Array>;
  const reader = readable.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  const handle = new Handle();
  const stream = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      writer.write(chunk).then(
        () => done(),
        (error: unknown) => done(dataError(error)),
      );
    },
    flush(done) {
      Promise.all([writer.close(), reading]).then(
        () => done(),
        (error: unknown) => done(dataError(error)),
      );
    },
    destroy(error, done) {
      handle.close();
      // What it held is of no use any more, whatever it says to that.
      void writer.abort().catch(() => undefined);
      done(error);
    },
  });
  // What is unpacked can be a thousand times what came: no more of it than is read.
  let wake: () => void = () => undefined;
  const { _read } = stream;
  stream._read = (size) => {
    wake();
    _read.call(stream, size);
  };
  const read = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const wanted = new Promise<void>((resolve) => (wake = resolve));
      if (!stream.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength))) await wanted;
    }
  };
  const reading = read();
  reading.catch((error: unknown) => stream.destroy(dataError(error)));
  return stream;
};

export const createGzip = streamOf(compress('gzip'));
export const createGunzip = streamOf(decompress('gzip'));
export const createDeflate = streamOf(compress('deflate'));
export const createInflate = streamOf(decompress('deflate'));
export const createDeflateRaw = streamOf(compress('deflate-raw'));
export const createInflateRaw = streamOf(decompress('deflate-raw'));

/** All at once, for a callback. */
const whole =
  (create: () => Transform) =>
  (data: Bytes, options: object | Callback, callback?: Callback): void => {
    const answer = typeof options === 'function' ? (options as Callback) : callback!;
    const parts: Buffer[] = [];
    create()
      .on('data', (part: Buffer) => parts.push(part))
      .on('error', (error) => answer(error))
      .on('end', () => answer(null, Buffer.concat(parts)))
      .end(data instanceof ArrayBuffer ? new Uint8Array(data) : data);
  };

export const gzip = whole(createGzip);
export const gunzip = whole(createGunzip);
export const deflate = whole(createDeflate);
export const inflate = whole(createInflate);
export const deflateRaw = whole(createDeflateRaw);
export const inflateRaw = whole(createInflateRaw);

const sync = (name: string) => (): never => {
  throw notHere(`zlib.${name}Sync (use zlib.${name})`);
};
export const gzipSync = sync('gzip');
export const gunzipSync = sync('gunzip');
export const deflateSync = sync('deflate');
export const inflateSync = sync('inflate');
export const deflateRawSync = sync('deflateRaw');
export const inflateRawSync = sync('inflateRaw');

export const constants = { Z_NO_COMPRESSION: 0, Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1 };

import { Readable, type Duplex } from 'node:stream';
import type { Buffer } from 'node:buffer';
import { nodeError } from '../base/errors.ts';
import { extraError } from '../extensions/errors.ts';
import type { IncomingHeaders } from '../fields/received-headers.ts';
import type { ServerHttp2Stream } from '../node/server-stream.ts';
import { socketOf } from './stream-socket.ts';

/** A request as `node:http` shows one, over a stream. Errors of the stream are not passed on: 'aborted' and 'close' tell of its end. */
export class Http2ServerRequest extends Readable {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHeaders;
  readonly rawHeaders: string[];
  trailers: IncomingHeaders | Record<string, never> = {};
  rawTrailers: string[] = [];
  aborted = false;
  #reading = false;
  #closed = false;

  constructor(stream: ServerHttp2Stream, headers: IncomingHeaders, options: object = {}, rawHeaders: string[] = []) {
    super({ autoDestroy: false, ...options });
    this.stream = stream;
    this.headers = headers;
    this.rawHeaders = rawHeaders;
    stream.on('trailers', (trailers: IncomingHeaders, _flags: number, raw: string[]) => {
      this.trailers = { ...this.trailers, ...trailers };
      this.rawTrailers.push(...raw);
    });
    stream.on('end', () => this.push(null));
    stream.on('error', () => {
      // See above: whoever wants the error listens to the stream.
    });
    stream.on('aborted', () => {
      this.aborted = true;
      this.emit('aborted');
    });
    stream.on('close', () => {
      this.#closed = true;
      this.push(null);
      // A body that no one has read must not keep 'end' from coming.
      if (!this.#reading) this.resume();
      this.emit('close');
    });
    stream.on('timeout', () => this.emit('timeout'));
    this.on('pause', () => stream.pause());
    this.on('resume', () => {
      if (this.#reading) stream.resume();
    });
  }

  get complete(): boolean {
    return this.aborted || this.readableEnded || this.#closed || this.stream.destroyed;
  }

  get httpVersionMajor(): number {
    return 2;
  }

  get httpVersionMinor(): number {
    return 0;
  }

  get httpVersion(): string {
    return '2.0';
  }

  get socket(): Duplex {
    return socketOf(this.stream);
  }

  get connection(): Duplex {
    return this.socket;
  }

  get method(): string {
    return this.headers[':method'];
  }

  set method(method: string) {
    if (typeof method !== 'string') throw nodeError('ERR_INVALID_ARG_TYPE', 'method', 'of type string', method);
    if (method.trim() === '') throw extraError('ERR_INVALID_ARG_VALUE', 'method', method);
    this.headers[':method'] = method;
  }

  get authority(): string {
    return this.headers[':authority'] ?? this.headers.host;
  }

  get scheme(): string {
    return this.headers[':scheme'];
  }

  get url(): string {
    return this.headers[':path'];
  }

  set url(url: string) {
    this.headers[':path'] = url;
  }

  setTimeout(milliseconds: number, callback?: () => void): this {
    if (!this.#closed) this.stream.setTimeout(milliseconds, callback);
    return this;
  }

  override _read(): void {
    const { stream } = this;
    if (this.#closed) return;
    if (this.#reading) {
      process.nextTick(() => stream.resume());
      return;
    }
    this.#reading = true;
    stream.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) stream.pause();
    });
  }
}

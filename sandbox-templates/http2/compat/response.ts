import { Stream, type Duplex } from 'node:stream';
import { checkFunction, checkObject } from '../base/check.ts';
import { nodeError } from '../base/errors.ts';
import { extraError } from '../extensions/errors.ts';
import type { OutgoingHeaders } from '../fields/outgoing-headers.ts';
import type { ServerHttp2Stream } from '../node/server-stream.ts';
import type { Http2ServerRequest } from './request.ts';
import { ResponseHeaders } from './response-headers.ts';
import { socketOf } from './stream-socket.ts';

type Callback = (error?: Error | null) => void;
type HeadersInput = OutgoingHeaders | readonly unknown[];

/** `<uri>` with parameters (RFC 8288 section 3), as far as it must look like one. */
const LINK = /^<[^>]+>(?:\s*;\s*[^;"\s]+(?:="[^"]*")?)*$/;

/** A response as `node:http` shows one, over a stream. Errors of the stream are not passed on, as with the request. */
export class Http2ServerResponse extends Stream {
  readonly stream: ServerHttp2Stream;
  readonly req: Http2ServerRequest | undefined;
  sendDate = true;
  readonly #headers = new ResponseHeaders();
  readonly #trailers = new ResponseHeaders();
  #statusCode = 200;
  #ending = false;
  #closed = false;
  /** Whether the stream answered HEAD when the response ended: it is then ended already. */
  #headRequest: boolean | undefined;
  readonly #onWantTrailers = () => this.stream.sendTrailers(this.#trailers.fields);

  constructor(stream: ServerHttp2Stream, options: { request?: Http2ServerRequest } = {}) {
    super();
    this.stream = stream;
    this.req = options.request;
    stream.on('drain', () => this.emit('drain'));
    stream.on('error', () => {
      // See above.
    });
    stream.on('close', () => this.#close());
    stream.on('wantTrailers', this.#onWantTrailers);
    stream.on('timeout', () => this.emit('timeout'));
  }

  get _header(): boolean {
    return this.headersSent;
  }

  get writableEnded(): boolean {
    return this.#ending;
  }

  get finished(): boolean {
    return this.#ending;
  }

  get writableFinished(): boolean {
    return this.stream.writableFinished;
  }

  get writableCorked(): number {
    return this.stream.writableCorked;
  }

  get writableHighWaterMark(): number {
    return this.stream.writableHighWaterMark;
  }

  get writableLength(): number {
    return this.stream.writableLength;
  }

  get writable(): boolean {
    return this.stream.writable && !this.#ending;
  }

  get writableNeedDrain(): boolean {
    return this.stream.writableNeedDrain;
  }

  get writableObjectMode(): boolean {
    return this.stream.writableObjectMode;
  }

  get destroyed(): boolean {
    return this.stream.destroyed;
  }

  get socket(): Duplex | undefined {
    return this.#closed ? undefined : socketOf(this.stream);
  }

  get connection(): Duplex | undefined {
    return this.socket;
  }

  get headersSent(): boolean {
    return this.stream.headersSent;
  }

  get statusCode(): number {
    return this.#statusCode;
  }

  set statusCode(given: number) {
    const code = Number(given) | 0;
    if (code >= 100 && code < 200) throw extraError('ERR_HTTP2_INFO_STATUS_NOT_ALLOWED');
    if (code < 100 || code > 599) throw nodeError('ERR_HTTP2_STATUS_INVALID', given);
    this.#statusCode = code;
  }

  /** HTTP/2 has no reason phrases. */
  get statusMessage(): string {
    warnOfStatusMessage();
    return '';
  }

  set statusMessage(_message: string) {
    warnOfStatusMessage();
  }

  setTrailer(name: string, value: string): void {
    this.#trailers.set(name, value);
  }

  addTrailers(headers: OutgoingHeaders): void {
    for (const name of Object.keys(headers)) this.#trailers.set(name, headers[name] as string);
  }

  getHeader(name: string): unknown {
    return this.#headers.get(name);
  }

  getHeaderNames(): string[] {
    return Object.keys(this.#headers.fields);
  }

  getHeaders(): OutgoingHeaders {
    return Object.assign(Object.create(null), this.#headers.fields);
  }

  hasHeader(name: string): boolean {
    return this.#headers.has(name);
  }

  removeHeader(name: string): void {
    this.#headers.has(name); // Checks the name first, as Node does.
    this.#assertUnsent();
    // The one field that is sent unasked.
    if (name.trim().toLowerCase() === 'date') this.sendDate = false;
    this.#headers.remove(name);
  }

  setHeader(name: string, value: string | number | readonly string[]): this {
    this.#assertUnsent();
    this.#headers.set(name, value);
    return this;
  }

  appendHeader(name: string, value: string | readonly string[]): this {
    this.#assertUnsent();
    this.#headers.append(name, value);
    return this;
  }

  flushHeaders(): void {
    if (!this.#closed && !this.headersSent) this.writeHead(this.#statusCode);
  }

  writeHead(statusCode: number, headers?: HeadersInput): this;
  writeHead(statusCode: number, statusMessage?: string, headers?: HeadersInput): this;
  writeHead(statusCode: number, second?: string | HeadersInput, third?: HeadersInput): this {
    if (this.#closed || this.stream.closed || this.stream.destroyed) return this;
    this.#assertUnsent();
    if (typeof second === 'string') warnOfStatusMessage();
    const headers = third ?? (typeof second === 'object' ? second : undefined);
    if (headers !== undefined && headers !== null) this.#headers.setAll(headers);
    this.statusCode = statusCode;
    const fields = { ...this.#headers.fields, ':status': this.#statusCode };
    this.stream.respond(fields, { endStream: this.#ending, waitForTrailers: true, sendDate: this.sendDate });
    return this;
  }

  _implicitHeader(): void {
    if (!this.headersSent) this.writeHead(this.#statusCode);
  }

  cork(): void {
    this.stream.cork();
  }

  uncork(): void {
    this.stream.uncork();
  }

  write(chunk: string | Uint8Array, encoding?: BufferEncoding | Callback, callback?: Callback): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    if (this.#ending || this.#closed) {
      const error = this.#ending ? extraError('ERR_STREAM_WRITE_AFTER_END') : nodeError('ERR_HTTP2_INVALID_STREAM');
      if (typeof done === 'function') process.nextTick(done, error);
      this.destroy(error);
      return false;
    }
    if (this.stream.destroyed) return false;
    this._implicitHeader();
    return this.stream.write(chunk, typeof encoding === 'string' ? encoding : 'utf8', done);
  }

  end(chunk?: string | Uint8Array | Callback | null, encoding?: BufferEncoding | Callback, callback?: Callback): this {
    const { stream } = this;
    const done = typeof chunk === 'function' ? chunk : typeof encoding === 'function' ? encoding : callback;
    if (this.#closed || (this.#ending && this.#headRequest === stream.headRequest)) {
      this.#ending = true;
      if (typeof done === 'function') process.nextTick(done);
      return this;
    }
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function')
      this.write(chunk, typeof encoding === 'string' ? encoding : 'utf8');
    this.#headRequest = stream.headRequest;
    this.#ending = true;
    if (typeof done === 'function') (stream.writableEnded ? this : stream).once('finish', done);
    this._implicitHeader();
    if (this.#closed || stream.destroyed) this.#close();
    else stream.end();
    return this;
  }

  destroy(error?: Error): void {
    if (!this.stream.destroyed) this.stream.destroy(error);
  }

  setTimeout(milliseconds: number, callback?: () => void): void {
    if (!this.#closed) this.stream.setTimeout(milliseconds, callback);
  }

  writeContinue(): boolean {
    return this.writeInformation(100);
  }

  /** Sends an interim response: any 1xx but 101, which HTTP/2 has no use for. False where it is too late for it. */
  writeInformation(statusCode: number, headers?: OutgoingHeaders | null): boolean {
    if (typeof statusCode !== 'number' || statusCode < 100 || statusCode > 199 || statusCode === 101)
      throw nodeError('ERR_HTTP2_STATUS_INVALID', statusCode);
    if (this.headersSent || this.#closed) return false;
    if (headers !== undefined && headers !== null) checkObject(headers, 'headers');
    this.stream.additionalHeaders({ ...headers, ':status': statusCode });
    return true;
  }

  /** Sends a 103 with what the client may begin to load. False where it is too late for it. */
  writeEarlyHints(hints: Record<string, unknown>): boolean {
    checkObject(hints, 'hints');
    const { link, ...rest } = hints as { link?: string | readonly string[] } & OutgoingHeaders;
    const links = [link].flat();
    for (const one of links)
      if (typeof one !== 'string' || !LINK.test(one)) throw extraError('ERR_INVALID_ARG_VALUE', 'hints', one);
    return links.length > 0 && this.writeInformation(103, { ...rest, link: links.join(', ') });
  }

  /** Pushes a response to a request that the client has not made; the callback gets it, to be written. */
  createPushResponse(
    headers: OutgoingHeaders,
    callback: (error: Error | null, response?: Http2ServerResponse) => void,
  ): void {
    checkFunction(callback, 'callback');
    if (this.#closed) {
      process.nextTick(callback, nodeError('ERR_HTTP2_INVALID_STREAM'));
      return;
    }
    this.stream.pushStream(headers, {}, (error, stream) => {
      if (error) callback(error);
      else callback(null, new Http2ServerResponse(stream!));
    });
  }

  #assertUnsent(): void {
    if (this.headersSent) throw nodeError('ERR_HTTP2_HEADERS_SENT');
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.stream.removeListener('wantTrailers', this.#onWantTrailers);
    this.emit('finish');
    this.emit('close');
  }
}

let warned = false;

function warnOfStatusMessage(): void {
  if (warned) return;
  warned = true;
  process.emitWarning('Status message is not supported by HTTP/2 (RFC7540 8.1.2.4)', 'UnsupportedWarning');
}

import { checkObject } from '../base/check.ts';
import { nodeError } from '../base/errors.ts';
import type { HeaderField } from '../hpack/header-field.ts';
import { fieldList, headersObject } from '../fields/outgoing-headers.ts';
import type { FieldList, HeadersInput, OutgoingHeaders } from '../fields/outgoing-headers.ts';
import { receiveHeaders } from '../fields/received-headers.ts';
import type { IncomingHeaders } from '../fields/received-headers.ts';
import { serverStream } from './diagnostics.ts';
import { extrasFor } from './extras.ts';
import type { FileResponseOptions, PushCallback, PushOptions } from './extras.ts';
import type { SessionState } from './session-state.ts';
import { Http2Stream } from './stream.ts';

export interface ResponseOptions {
  endStream?: boolean;
  waitForTrailers?: boolean;
  sendDate?: boolean;
}

/** Statuses whose responses have no body (RFC 9110 section 6.4.1; 205 by Node's choice). */
const BODILESS = new Set([204, 205, 304]);

let date = '';
let dateSecond = 0;

/** The Date field's value; made once a second. */
function currentDate(): string {
  const now = Date.now();
  const second = Math.floor(now / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    date = new Date(now).toUTCString();
  }
  return date;
}

/** A request and its response, at the server. */
export class ServerHttp2Stream extends Http2Stream {
  readonly #headRequest: boolean;
  #sentInfo: OutgoingHeaders[] | undefined;
  /** The request's fields; of a stream that is pushed there are none. */
  readonly _request: Readonly<IncomingHeaders> | Record<string, never>;
  _pushed = false;

  constructor(session: SessionState, id: number, headRequest: boolean, request: ServerHttp2Stream['_request']) {
    super(session);
    this._request = request;
    this._id = id;
    this._open = true;
    this.#headRequest = headRequest;
    // A response to HEAD has no body (RFC 9110 section 9.3.2).
    if (headRequest) this.end();
  }

  get headRequest(): boolean {
    return this.#headRequest;
  }

  get sentInfoHeaders(): OutgoingHeaders[] | undefined {
    return this.#sentInfo;
  }

  /** Whether the client takes pushes, and the stream and its session live. */
  get pushAllowed(): boolean {
    const session = this._session;
    if (session === undefined || this.destroyed || this.closed || session.closed || session.destroyed) return false;
    return this._connection.remoteSettings.enablePush;
  }

  /** Promises a response to a request that the client has not made; the callback gets the stream for it. */
  pushStream(
    headers: OutgoingHeaders,
    options?: PushOptions | PushCallback<ServerHttp2Stream>,
    callback?: PushCallback<ServerHttp2Stream>,
  ): void {
    extrasFor('pushStream()').pushStream(
      this,
      headers,
      options as PushOptions | PushCallback,
      callback as PushCallback,
    );
  }

  respondWithFD(fd: unknown, headers?: HeadersInput, options?: FileResponseOptions<ServerHttp2Stream>): void {
    extrasFor('respondWithFD()').respondWithFD(this, fd, headers, options);
  }

  respondWithFile(
    path: string | URL | Uint8Array,
    headers?: HeadersInput,
    options?: FileResponseOptions<ServerHttp2Stream>,
  ): void {
    extrasFor('respondWithFile()').respondWithFile(this, path, headers, options);
  }

  /** Sends the response's header section. */
  respond(headers?: HeadersInput, options: ResponseOptions = {}): void {
    if (this.destroyed || this.closed) throw nodeError('ERR_HTTP2_INVALID_STREAM');
    if (this._headersSent) throw nodeError('ERR_HTTP2_HEADERS_SENT');
    checkObject(options, 'options');
    this._touch();
    const date = options.sendDate === false ? '' : currentDate();
    const recurring = this._session!._messages;
    const list = recurring.find(headers, date) ?? recurring.keep(headers, this.#complete(headers, date), date);
    const status = Number(list.pseudo(':status')) | 0;
    const endStream = options.endStream === true || this.#headRequest || BODILESS.has(status);
    this._givenHeaders = list.given;
    this._sentFields = list.fields;
    this._waitForTrailers = options.waitForTrailers === true && !endStream;
    const sent = this._connection.sender.headers(this, list.fields, endStream);
    if (sent && serverStream.finish.hasSubscribers)
      serverStream.finish.publish({ stream: this, headers: this.sentHeaders, flags: this.#flags });
    if (!endStream) return;
    if (this.writableFinished) this._finished();
    else this.end();
  }

  /** The response's fields, with the status and the date that the program left to us; without a date where it is ''. */
  #complete(headers: HeadersInput | undefined, date: string): FieldList {
    const strict = this._strictFields;
    const list = fieldList(headers, 'response', strict);
    let status = 0;
    let dated = date === '';
    for (const { name, value } of list.fields) {
      if (name.text === ':status') status = Number(value) | 0;
      else if (name.text === 'date') dated = true;
    }
    if (status === 0) {
      status = 200;
      list.add(':status', 200, strict);
    }
    if (status < 200 || status > 599) throw nodeError('ERR_HTTP2_STATUS_INVALID', status);
    if (!dated) list.add('date', date, strict);
    return list;
  }

  /** Node's bits for a stream's state: ready, header section sent, request for HEAD, trailers to come. */
  get #flags(): number {
    return 0x1 | 0x4 | (this.#headRequest ? 0x8 : 0) | (this._waitForTrailers ? 0x20 : 0);
  }

  /** Sends an interim response, or fields without a status, before the response proper. */
  additionalHeaders(headers: OutgoingHeaders): void {
    if (this.destroyed || this.closed) throw nodeError('ERR_HTTP2_INVALID_STREAM');
    if (this._headersSent) throw nodeError('ERR_HTTP2_HEADERS_AFTER_RESPOND');
    this._touch();
    const { fields } = fieldList(headers, 'response', this._strictFields);
    for (const { name, value } of fields) {
      if (name.text !== ':status') continue;
      const status = Number(value) | 0;
      if (status === 101) throw nodeError('ERR_HTTP2_STATUS_101');
      if (status < 100 || status >= 200) throw nodeError('ERR_HTTP2_INVALID_INFO_STATUS', value);
    }
    (this.#sentInfo ??= []).push(headersObject(headers, fields));
    this._connection.sender.headers(this, fields, false);
    this._headersSent = false;
  }

  override _respond(endStream: boolean): void {
    this.respond(undefined, { endStream });
  }

  /** A response that is over without a look at the request's body ends the stream: the client need not send the rest (RFC 9113 section 8.1). */
  override _finished(): void {
    super._finished();
    if (this._remoteEnded || !this._headersSent || this.readableDidRead || this.readableFlowing !== null) return;
    setImmediate(() => {
      if (!this.destroyed && !this.readableDidRead && this.readableFlowing === null) this.close();
    });
  }

  override _endsWithHeaders(): boolean {
    return this.#headRequest;
  }

  override _expectsBody(): boolean {
    return true;
  }

  override _receiveHeaders(fields: readonly HeaderField[], flags: number, endStream: boolean): boolean {
    // A second header section in a request is its trailers, and ends it (RFC 9113 section 8.1).
    const received = endStream && this._bodyLeft <= 0 ? receiveHeaders(fields, 'trailers') : null;
    if (received === null) return false;
    this._receiveTrailers(received, flags);
    return true;
  }
}

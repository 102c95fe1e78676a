import type { Duplex } from 'node:stream';
import { checkBoolean, checkNumber, checkObject, checkSignal } from '../base/check.ts';
import { ClientHttp2Stream } from './client-stream.ts';
import { clientStream } from './diagnostics.ts';
import { warnOfPriorities } from '../base/warnings.ts';
import { nodeError } from '../base/errors.ts';
import { fieldList } from '../fields/outgoing-headers.ts';
import type { ProtocolStream } from '../connection/parties.ts';
import type { FieldList, HeadersInput } from '../fields/outgoing-headers.ts';
import { MAX_STREAM_ID } from '../base/protocol.ts';
import type { ReceivedHeaders } from '../fields/received-headers.ts';
import { Http2Session } from './session.ts';
import type { SessionOptions } from './session.ts';
import type { Http2Stream } from './stream.ts';

export interface RequestOptions {
  endStream?: boolean;
  waitForTrailers?: boolean;
  signal?: AbortSignal | null;
  /** Of priorities, which are gone: checked, and ignored. */
  weight?: number;
  parent?: number;
  exclusive?: boolean;
  silent?: boolean;
}

/** Methods whose requests have no body unless the program says so. */
const BODILESS = new Set<unknown>(['GET', 'HEAD', 'DELETE']);

export class ClientHttp2Session extends Http2Session {
  readonly #authority: string;
  readonly #scheme: string;
  /** Requests that wait for the connection, or for one of the streams the server allows at a time; in order. */
  readonly #pending = new Set<ClientHttp2Stream>();

  constructor(options: SessionOptions, socket: Duplex, authority: string, scheme: string) {
    super(false, options, socket);
    this.#authority = authority;
    this.#scheme = scheme;
    this._begin();
  }

  /** Sends a request. Errors of the session show on the stream, errors of the arguments are thrown. */
  request(headers?: HeadersInput, options: RequestOptions = {}): ClientHttp2Stream {
    checkObject(options, 'options');
    if (options.endStream !== undefined) checkBoolean(options.endStream, 'options.endStream');
    checkPriorities(options);
    const signal = options.signal ?? undefined;
    if (signal !== undefined) checkSignal(signal, 'options.signal');
    const usable = !this.destroyed && !this.closed;
    const unusable = this.destroyed ? 'ERR_HTTP2_INVALID_SESSION' : 'ERR_HTTP2_GOAWAY_SESSION';
    const list = this._messages.find(headers) ?? this._messages.keep(headers, this.#complete(headers));
    const method = list.pseudo(':method');
    const endStream = options.endStream ?? BODILESS.has(method);
    const stream = new ClientHttp2Stream(
      this,
      list.given,
      list.fields,
      method === 'HEAD',
      endStream,
      options.waitForTrailers === true,
    );
    stream._malformed = list.malformed;
    this._touch();
    if (endStream) stream.end();
    if (signal !== undefined) abortWith(stream, signal);
    if (stream.destroyed) {
      // It was aborted before it was made: nobody is asked.
    } else if (usable) {
      if (this.#pending.size > 0 || !this.#mayStart) this.#pending.add(stream);
      else if (this.#enter(stream)) stream._open_();
    } else {
      process.nextTick(() => stream.destroy(nodeError(unusable)));
    }
    if (clientStream.created.hasSubscribers) clientStream.created.publish({ stream, headers: stream.sentHeaders });
    return stream;
  }

  override get _pendingStreams(): ReadonlySet<Http2Stream> {
    return this.#pending;
  }

  /** Starts waiting requests, as many as the server allows. */
  override _startPending(): void {
    // In one go: to look for the first of a Set again costs a step for each that has left it.
    for (const stream of this.#pending) {
      if (!this.#mayStart) return;
      this.#pending.delete(stream);
      if (this.#enter(stream)) stream._openLater();
    }
  }

  get #mayStart(): boolean {
    const { openLocally, remoteSettings } = this._connection;
    // Past the server's GOAWAY no stream may begin (RFC 9113 section 6.8).
    const usable = !this.connecting && !this.destroyed && this._goawayCode === null;
    return usable && openLocally < remoteSettings.maxConcurrentStreams;
  }

  /** The session was closed before it was connected: what waits was never asked for. */
  override _refusePending(): void {
    for (const stream of [...this.#pending]) stream._refused(nodeError('ERR_HTTP2_GOAWAY_SESSION'));
  }

  override _streamClosed(): void {
    if (this.#pending.size > 0) this._startPending();
  }

  override _streamForgotten(stream: ProtocolStream): void {
    this.#pending.delete(stream as unknown as ClientHttp2Stream);
    super._streamForgotten(stream);
  }

  override _requestReceived(_id: number, _received: ReceivedHeaders, _flags: number, _endStream: boolean): void {
    throw new Error('a client receives no requests');
  }

  /** Gives the stream its identifier. False where there are no more. */
  #enter(stream: ClientHttp2Stream): boolean {
    const connection = this._connection;
    const id = connection.nextId;
    if (id > MAX_STREAM_ID) {
      stream.destroy(nodeError('ERR_HTTP2_OUT_OF_STREAMS'));
      return false;
    }
    connection.nextId = id + 2;
    connection.openLocally++;
    connection.streams.add(id, stream);
    stream._id = id;
    return true;
  }

  /** The request's fields, with the pseudo-header fields that the program left to us. */
  #complete(headers: HeadersInput | undefined): FieldList {
    const strict = this._strictFields;
    const list = fieldList(headers, 'request', strict);
    if (list.pseudo(':method') === undefined) list.add(':method', 'GET', strict);
    if (list.pseudo(':method') === 'CONNECT' && list.pseudo(':protocol') === undefined) {
      if (list.pseudo(':authority') === undefined) throw nodeError('ERR_HTTP2_CONNECT_AUTHORITY');
      if (list.pseudo(':scheme') !== undefined) throw nodeError('ERR_HTTP2_CONNECT_SCHEME');
      if (list.pseudo(':path') !== undefined) throw nodeError('ERR_HTTP2_CONNECT_PATH');
      return list;
    }
    if (list.pseudo(':authority') === undefined && !list.fields.some((field) => field.name.text === 'host')) {
      list.add(':authority', this.#authority, strict);
    }
    if (list.pseudo(':scheme') === undefined) list.add(':scheme', this.#scheme, strict);
    if (list.pseudo(':path') === undefined) list.add(':path', '/', strict);
    return list;
  }
}

/** Checks options that no longer mean anything (RFC 9113 section 5.3.2). */
function checkPriorities(options: RequestOptions): void {
  const { parent, exclusive, silent } = options;
  if ('weight' in options) warnOfPriorities('Priority signaling has been deprecated as of RFC 9113.');
  if (parent !== undefined) checkNumber(parent, 'options.parent');
  if (exclusive !== undefined) checkBoolean(exclusive, 'options.exclusive');
  if (silent !== undefined) checkBoolean(silent, 'options.silent');
}

function abortWith(stream: ClientHttp2Stream, signal: AbortSignal): void {
  const abort = () => {
    const error = new Error('The operation was aborted', { cause: signal.reason }) as Error & { code: string };
    error.name = 'AbortError';
    error.code = 'ABORT_ERR';
    stream.destroy(error);
  };
  if (signal.aborted) {
    abort();
    return;
  }
  signal.addEventListener('abort', abort, { once: true });
  stream.once('close', () => signal.removeEventListener('abort', abort));
}

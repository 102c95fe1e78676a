import type { Buffer } from 'node:buffer';
import { currentScope } from '../base/async-scope.ts';
import type { Callback } from '../connection/parties.ts';
import type { ReceivedHeaders } from '../fields/received-headers.ts';
import type { HeaderField } from '../hpack/header-field.ts';
import type { OutgoingField } from '../hpack/encoder.ts';
import type { HeadersInput } from '../fields/outgoing-headers.ts';
import { receiveHeaders } from '../fields/received-headers.ts';
import { clientStream } from './diagnostics.ts';
import { originSetOf } from './origin-set.ts';
import type { SessionState } from './session-state.ts';
import { Http2Stream } from './stream.ts';

/** A request and its response, at the client. */
export class ClientHttp2Stream extends Http2Stream {
  readonly #endsWithHeaders: boolean;
  readonly #headRequest: boolean;
  /** Where the request was made: its events are told there, not where the connection began. */
  readonly #scope = currentScope('HTTP2STREAM');
  /** The response's final header section has come: DATA or trailers may follow. */
  #answered = false;
  /** No peer would take the request's header section: it is not sent. */
  _malformed = false;
  /** The server has promised it: there was no request. */
  #pushed = false;

  constructor(
    session: SessionState,
    given: HeadersInput | undefined,
    fields: readonly OutgoingField[] | null,
    headRequest: boolean,
    endsWithHeaders: boolean,
    waitForTrailers: boolean,
  ) {
    super(session);
    this._givenHeaders = given;
    this._sentFields = fields;
    this._headersSent = true;
    this._waitForTrailers = waitForTrailers && !endsWithHeaders;
    this.#endsWithHeaders = endsWithHeaders;
    this.#headRequest = headRequest;
    // What is written before the stream has begun leaves together.
    this.cork();
  }

  get headRequest(): boolean {
    return this.#headRequest;
  }

  /** The connection has room for the request: sends its header block. */
  _open_(): void {
    this._sendWindow = this._connection.remoteSettings.initialWindowSize;
    if (this._malformed) {
      this._headersRefused('malformed');
      return;
    }
    // Else it has been told that it is too long, and never opens.
    if (!this._connection.sender.headers(this, this._sentFields!, this.#endsWithHeaders)) return;
    this._start();
    if (clientStream.start.hasSubscribers) clientStream.start.publish({ stream: this, headers: this.sentHeaders });
  }

  /** The same, for a request that had to wait. */
  _openLater(): void {
    // Our settings may have been acknowledged meanwhile: the server goes by them.
    this._receiveWindow = this._connection.newReceiveWindow();
    if (this.#scope === null) this._open_();
    else this.#scope.runInAsyncScope(this._open_, this);
  }

  /** The session will not ask for it any more. */
  _refused(error: Error): void {
    if (this.#scope === null) this.destroy(error);
    else this.#scope.runInAsyncScope(this.destroy, this, error);
  }

  /** The server has reserved the stream for a response that it pushes. */
  _promised(id: number): void {
    this.#pushed = true;
    this._id = id;
    this._open = true;
    this._endSent = true;
  }

  override _respond(): void {}

  override _endsWithHeaders(): boolean {
    return this.#endsWithHeaders;
  }

  override _expectsBody(): boolean {
    return this.#answered;
  }

  override _receiveHeaders(fields: readonly HeaderField[], flags: number, endStream: boolean): boolean {
    return this.#scope === null
      ? this.#headers(fields, flags, endStream)
      : this.#scope.runInAsyncScope(this.#headers, this, fields, flags, endStream);
  }

  override _receiveData(piece: Buffer): void {
    if (this.#scope === null) super._receiveData(piece);
    else this.#scope.runInAsyncScope(super._receiveData, this, piece);
  }

  override _receiveEnd(afterHeaders: boolean): void {
    if (this.#scope === null) super._receiveEnd(afterHeaders);
    else this.#scope.runInAsyncScope(super._receiveEnd, this, afterHeaders);
  }

  override _receiveTrailers(received: ReceivedHeaders, flags: number): void {
    if (this.#scope === null) super._receiveTrailers(received, flags);
    else this.#scope.runInAsyncScope(super._receiveTrailers, this, received, flags);
  }

  override _tellLeftSoon(code: number, byPeer: boolean): void {
    if (this.#scope === null) super._tellLeftSoon(code, byPeer);
    else this.#scope.runInAsyncScope(super._tellLeftSoon, this, code, byPeer);
  }

  override _wrote(callback: Callback, error?: Error | null): void {
    if (this.#scope === null) super._wrote(callback, error);
    else this.#scope.runInAsyncScope(super._wrote, this, callback, error);
  }

  #headers(fields: readonly HeaderField[], flags: number, endStream: boolean): boolean {
    if (this.#answered) return this.#trailers(fields, flags, endStream);
    const received = receiveHeaders(fields, 'response');
    if (received === null) return false;
    const { headers, raw, status } = received;
    // A tunnel has no length, whatever its fields tell of (RFC 9110 section 9.3.6).
    const contentLength = received.contentLength >= 0 && this.#isTunnel(status) ? -1 : received.contentLength;
    if (status < 200) {
      // An interim response is never the last of a stream (RFC 9113 section 8.1).
      if (endStream) return false;
      if (status === 100) this.emit('continue');
      this.emit('headers', headers, flags, raw);
      return true;
    }
    this.#answered = true;
    const bodiless = this.#headRequest || status === 204 || status === 304;
    if (!bodiless && endStream && contentLength > 0) return false;
    // A body that none may follow is one too many, whatever length the fields tell of.
    this._bodyLeft = bodiless ? 0 : contentLength;
    if (status === 421) this.#misdirected();
    if (clientStream.finish.hasSubscribers) clientStream.finish.publish({ stream: this, headers, flags });
    try {
      this.emit(this.#pushed ? 'push' : 'response', headers, flags, raw);
    } finally {
      // Also where a listener throws.
      if (endStream && this._open) this._receiveEnd(true);
    }
    return true;
  }

  #isTunnel(status: number): boolean {
    return status < 300 && this.#sent(':method') === 'CONNECT';
  }

  #sent(name: string): string | undefined {
    return this._sentFields?.find((field) => field.name.text === name)?.value;
  }

  /** The server does not answer for this origin after all (RFC 9110 section 15.5.20). */
  #misdirected(): void {
    const session = this._session;
    if (session?.encrypted !== true || this._sentFields === null) return;
    originSetOf(session).delete(`${this.#sent(':scheme')}://${this.#sent(':authority')}`);
  }

  #trailers(fields: readonly HeaderField[], flags: number, endStream: boolean): boolean {
    const received = endStream && this._bodyLeft <= 0 ? receiveHeaders(fields, 'trailers') : null;
    if (received === null) return false;
    this._receiveTrailers(received, flags);
    return true;
  }
}

import type { Buffer } from 'node:buffer';
import type { ConnectionError } from '../base/connection-error.ts';
import type { ReceivedHeaders } from '../fields/received-headers.ts';
import type { OutgoingField } from '../hpack/encoder.ts';
import type { HeaderField } from '../hpack/header-field.ts';
import type { ReceiveWindow } from './flow-control.ts';

// What a connection needs of those above it. It knows neither Node's streams nor its sessions: they implement these.

/** Why a header block is not sent. */
export type Refusal = 'too long for us' | 'too long for the peer' | 'malformed';

export type Callback = (error?: Error | null) => void;

/** A stream's state as far as the protocol goes, and what is told to it. The connection, its receiver and its sender read and set it. */
export interface ProtocolStream {
  /** 0 until it is assigned. */
  _id: number;
  /** What the peer still lets us send, and what we let the peer send. */
  _sendWindow: number;
  readonly _receiveWindow: ReceiveWindow;
  /** Open in the sense of section 5.1: neither reset nor ended by both sides. */
  _open: boolean;
  /** The peer has sent END_STREAM. */
  _remoteEnded: boolean;
  _endSent: boolean;
  _headersSent: boolean;
  /** What a content-length promised, less what has come; -1 where nothing was promised. */
  _bodyLeft: number;
  /** The header section that was sent. */
  _sentFields: readonly OutgoingField[] | null;

  /** The chunk that is being sent, while part of it waits. */
  _chunk: Buffer | null;
  _offset: number;
  /** A part of it was passed on by reference: the program may use it anew only when the socket has taken that. */
  _lent: boolean;
  _writeCallback: Callback | null;
  /** Chunks that the program has written together with it stand behind it. */
  _moreFollows: boolean;
  /** Octets that wait to be sent, and those of them that count in the session's memory limit. */
  readonly writableLength: number;
  /** The program has been told to wait for 'drain'. */
  readonly writableNeedDrain: boolean;
  _held: number;
  /** Where, in which generation of the writer, the flags of the last DATA frame stand. */
  _lastDataFlags: number;
  _lastDataGeneration: number;

  /** A later header block of this stream. Returns false where the message is malformed. */
  _receiveHeaders(fields: readonly HeaderField[], flags: number, endStream: boolean): boolean;
  /** Whether DATA may come now (RFC 9113 section 8.1: after the header section, before trailers). */
  _expectsBody(): boolean;
  _receiveData(piece: Buffer): void;
  _receiveEnd(afterHeaders: boolean): void;
  /** The stream has left the states in which frames flow: by END_STREAM both ways (NO_ERROR), or by a reset. */
  _left(code: number, byPeer: boolean): void;
  /** Octets of its body have gone out. */
  _sent(): void;
  /** A chunk has gone out whole, or never will. */
  _wrote(callback: Callback, error?: Error | null): void;
  /** A header block of it was not sent: it is longer than this side sends, or than the peer says it takes, or it is malformed. */
  _headersRefused(why: Refusal): void;
}

/** Who a connection works for: a session. */
export interface ConnectionOwner {
  readonly closed: boolean;
  readonly destroyed: boolean;
  emit(event: string, ...values: unknown[]): boolean;
  /** A client has opened a stream. */
  _requestReceived(id: number, received: ReceivedHeaders, flags: number, endStream: boolean): void;
  /** A server has promised a response on a stream of its own. */
  _pushPromised(parentId: number, id: number, received: ReceivedHeaders, flags: number): void;
  /** A frame of a type that RFC 9113 does not know has come whole. */
  _extensionFrame(type: number, streamId: number, payload: Buffer): void;
  /** A stream has closed: another may begin in its place. */
  _streamClosed(): void;
  _streamForgotten(stream: ProtocolStream): void;
  _remoteSettingsChanged(): void;
  _goawayReceived(code: number, lastStreamId: number, opaqueData: Buffer | undefined): void;
  /** The peer broke the protocol: the connection is over. */
  _failed(fault: ConnectionError): void;
  /** Something that a program hears of has come from the peer. */
  _touch(): void;
}

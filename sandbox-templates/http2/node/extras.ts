import type { Buffer } from 'node:buffer';
import { nodeError } from '../base/errors.ts';
import type { HeadersInput, OutgoingHeaders } from '../fields/outgoing-headers.ts';
import type { ReceivedHeaders } from '../fields/received-headers.ts';
import type { SessionState } from './session-state.ts';
import type { StreamState } from './stream-state.ts';

export type PushCallback<Stream = StreamState> = (
  error: Error | null,
  stream?: Stream,
  headers?: OutgoingHeaders,
) => void;

export interface PushOptions {
  /** The response will have no body. */
  endStream?: boolean;
}

/** What `fs` tells of an open file, as far as it matters here. */
export interface FileStats {
  size: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

export interface FileRange {
  /** The first octet to send, counted from 0. */
  offset: number;
  /** How many; -1 for all there are. */
  length: number;
}

export interface FileResponseOptions<Stream = StreamState> {
  offset?: number;
  length?: number;
  waitForTrailers?: boolean;
  sendDate?: boolean;
  /** Sees the file before the response begins, and may change its fields; false where it has given another answer. */
  statCheck?(this: Stream, stats: FileStats, headers: OutgoingHeaders, range: FileRange): unknown;
  /** Hears of a file that cannot be sent, of `respondWithFile` alone; without it the stream is destroyed. */
  onError?: (error: Error) => void;
}

/** What `node:http2` can do beyond requests and responses. */
export interface Extras {
  pushStream(
    parent: StreamState,
    headers: OutgoingHeaders,
    options: PushOptions | PushCallback | undefined,
    callback: PushCallback | undefined,
  ): void;
  pushPromised(session: SessionState, parentId: number, id: number, received: ReceivedHeaders, flags: number): void;
  respondWithFD(stream: StreamState, fd: unknown, headers?: HeadersInput, options?: FileResponseOptions): void;
  respondWithFile(
    stream: StreamState,
    path: string | URL | Uint8Array,
    headers?: HeadersInput,
    options?: FileResponseOptions,
  ): void;
  altsvc(session: SessionState, alt: string, originOrStream?: string | number | URL | { origin: string }): void;
  origin(session: SessionState, origins: ReadonlyArray<string | URL | { origin: string }>): void;
  /** A frame of a type that RFC 9113 does not know has come to a client. */
  extensionFrame(session: SessionState, type: number, streamId: number, payload: Buffer): void;
}

let extras: Extras | null = null;

/** Gives sessions and streams what a program that asks and answers alone, as grpc-js does, need not load. */
export function provideExtras(provided: Extras): void {
  extras = provided;
}

export function findExtras(): Extras | null {
  return extras;
}

/** Throws ERR_HTTP2_NOT_SUPPORTED where no one has provided them. */
export function extrasFor(method: string): Extras {
  if (extras === null) throw nodeError('ERR_HTTP2_NOT_SUPPORTED', method);
  return extras;
}

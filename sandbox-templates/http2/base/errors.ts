import { errorCodeName } from './protocol.ts';

type ErrorClass = new (message: string) => Error;
/** By code: the class, and what is said. */
export type Errors = Record<string, readonly [ErrorClass, (...args: never[]) => string]>;
export type NodeError = Error & { code: string };

/** The end of a message on an argument: what was given instead. */
export function received(value: unknown): string {
  if (value === null || value === undefined) return `Received ${String(value)}`;
  if (typeof value === 'function') return `Received function ${value.name}`;
  if (typeof value === 'object') {
    const name = (value as { constructor?: { name?: string } }).constructor?.name;
    return name ? `Received an instance of ${name}` : 'Received [Object: null prototype] {}';
  }
  const text =
    typeof value === 'string' ? `'${value.length > 28 ? `${value.slice(0, 25)}...` : value}'` : String(value);
  return `Received type ${typeof value} (${text}${typeof value === 'bigint' ? 'n' : ''})`;
}

/** 2147483648 as 2_147_483_648, the way Node tells numbers out of range. */
function grouped(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) <= 2 ** 32) return String(value);
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, '_');
}

// Codes, classes and words are those of Node's documentation and modules (https://nodejs.org/api/errors.html): programs, and
// their tests, tell errors apart by them. The last group exists only here.
const errors = {
  ERR_HTTP2_CONNECT_AUTHORITY: [Error, () => ':authority header is required for CONNECT requests'],
  ERR_HTTP2_CONNECT_PATH: [Error, () => 'The :path header is forbidden for CONNECT requests'],
  ERR_HTTP2_CONNECT_SCHEME: [Error, () => 'The :scheme header is forbidden for CONNECT requests'],
  ERR_HTTP2_ERROR: [Error, (message: string) => message],
  ERR_HTTP2_GOAWAY_SESSION: [Error, () => 'New streams cannot be created after receiving a GOAWAY'],
  ERR_HTTP2_HEADERS_AFTER_RESPOND: [Error, () => 'Cannot specify additional headers after response initiated'],
  ERR_HTTP2_HEADERS_SENT: [Error, () => 'Response has already been initiated.'],
  ERR_HTTP2_HEADER_SINGLE_VALUE: [TypeError, (name: string) => `Header field "${name}" must only have a single value`],
  ERR_HTTP2_INVALID_CONNECTION_HEADERS: [
    TypeError,
    (name: string) => `HTTP/1 Connection specific headers are forbidden: "${name}"`,
  ],
  ERR_HTTP2_INVALID_INFO_STATUS: [RangeError, (status: unknown) => `Invalid informational status code: ${status}`],
  ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH: [RangeError, () => 'Packed settings length must be a multiple of six'],
  ERR_HTTP2_INVALID_PSEUDOHEADER: [
    TypeError,
    (name: string) => `"${name}" is an invalid pseudoheader or is used incorrectly`,
  ],
  ERR_HTTP2_INVALID_SESSION: [Error, () => 'The session has been destroyed'],
  ERR_HTTP2_INVALID_SETTING_VALUE: [
    RangeError,
    (name: string, value: unknown) => `Invalid value for setting "${name}": ${String(value)}`,
  ],
  ERR_HTTP2_INVALID_STREAM: [Error, () => 'The stream has been destroyed'],
  ERR_HTTP2_MAX_PENDING_SETTINGS_ACK: [Error, () => 'Maximum number of pending settings acknowledgements'],
  ERR_HTTP2_NO_SOCKET_MANIPULATION: [
    Error,
    () => 'HTTP/2 sockets should not be directly manipulated (e.g. read and written)',
  ],
  ERR_HTTP2_OUT_OF_STREAMS: [Error, () => 'No stream ID is available because maximum stream ID has been reached'],
  ERR_HTTP2_PING_CANCEL: [Error, () => 'HTTP2 ping cancelled'],
  ERR_HTTP2_PING_LENGTH: [RangeError, () => 'HTTP2 ping payload must be 8 bytes'],
  ERR_HTTP2_SESSION_ERROR: [Error, (code: number) => `Session closed with error code ${code}`],
  ERR_HTTP2_SOCKET_BOUND: [Error, () => 'The socket is already bound to an Http2Session'],
  ERR_HTTP2_SOCKET_UNBOUND: [Error, () => 'The socket has been disconnected from the Http2Session'],
  ERR_HTTP2_STATUS_101: [Error, () => 'HTTP status code 101 (Switching Protocols) is forbidden in HTTP/2'],
  ERR_HTTP2_STATUS_INVALID: [RangeError, (status: unknown) => `Invalid status code: ${status}`],
  ERR_HTTP2_STREAM_CANCEL: [
    Error,
    (cause?: Error) => `The pending stream has been canceled${cause ? ` (caused by: ${cause.message})` : ''}`,
  ],
  ERR_HTTP2_STREAM_ERROR: [Error, (code: number) => `Stream closed with error code ${errorCodeName(code)}`],
  ERR_HTTP2_TOO_MANY_INVALID_FRAMES: [Error, () => 'Too many invalid HTTP/2 frames'],
  ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS: [Error, () => 'Number of custom settings exceeds MAX_ADDITIONAL_SETTINGS'],
  ERR_HTTP2_TRAILERS_ALREADY_SENT: [Error, () => 'Trailing headers have already been sent'],
  ERR_HTTP2_TRAILERS_NOT_READY: [
    Error,
    () => 'Trailing headers cannot be sent until after the wantTrailers event is emitted',
  ],
  ERR_HTTP2_UNSUPPORTED_PROTOCOL: [Error, (protocol: string) => `protocol "${protocol}" is unsupported.`],
  ERR_INVALID_ARG_TYPE: [
    TypeError,
    (name: string, expected: string, value?: unknown) =>
      `The "${name}" ${name.includes('.') ? 'property' : 'argument'} must be ${expected}. ${received(value)}`,
  ],
  ERR_INVALID_HTTP_TOKEN: [TypeError, (name: string) => `Header name must be a valid HTTP token ["${name}"]`],
  ERR_OUT_OF_RANGE: [
    RangeError,
    (name: string, range: string, value: unknown) =>
      `The value of "${name}" is out of range. It must be ${range}. Received ${grouped(value)}`,
  ],
  ERR_SOCKET_CLOSED: [Error, () => 'Socket is closed'],
  ERR_STREAM_DESTROYED: [Error, () => 'Cannot call write after a stream was destroyed'],

  ERR_HTTP2_TCP_UNAVAILABLE: [Error, () => 'There is no TCP here: give connect() a createConnection'],
  ERR_HTTP2_TLS_UNAVAILABLE: [Error, () => 'There is no TLS with ALPN here: use createServer, or an http: address'],
  ERR_HTTP2_COMPAT_UNAVAILABLE: [Error, () => "The 'request' event is left out of this HTTP/2: listen to 'stream'"],
  ERR_HTTP2_NOT_SUPPORTED: [Error, (what: string) => `${what} is left out of this HTTP/2`],
} as const satisfies Errors;

/** What makes the errors of a table as Node's own modules throw them: told apart by `code`. */
export function errorsOf<T extends Errors>(table: T) {
  return <C extends keyof T & string>(code: C, ...args: Parameters<T[C][1]>): NodeError => {
    const [Class, describe] = table[code] as unknown as readonly [ErrorClass, (...args: unknown[]) => string];
    const error = new Class(describe(...args)) as NodeError;
    error.code = code;
    if (code === 'ERR_HTTP2_STREAM_CANCEL' && args[0] !== undefined) error.cause = args[0];
    return error;
  };
}

export const nodeError = errorsOf(errors);

import { errorCodeName } from './protocol.ts';

/** A peer broke the protocol in a way that ends the connection (RFC 9113 section 5.4.1). Thrown while reading frames. */
export class ConnectionError extends Error {
  readonly errorCode: number;

  constructor(errorCode: number, message: string) {
    super(message);
    this.errorCode = errorCode;
  }
}

type ErrorClass = new (message: string) => Error;

// Codes, classes and meanings are those of Node's documentation (https://nodejs.org/api/errors.html), so that a program
// that tells errors apart by code does so here too. The last group exists only here.
const errors = {
  ERR_HTTP2_ERROR: [Error, (message: string) => message],
  ERR_HTTP2_CONNECT_AUTHORITY: [Error, () => ':authority header is required for CONNECT requests'],
  ERR_HTTP2_CONNECT_PATH: [Error, () => 'The :path header is forbidden for CONNECT requests'],
  ERR_HTTP2_CONNECT_SCHEME: [Error, () => 'The :scheme header is forbidden for CONNECT requests'],
  ERR_HTTP2_GOAWAY_SESSION: [Error, () => 'New streams cannot be created after receiving a GOAWAY'],
  ERR_HTTP2_HEADERS_AFTER_RESPOND: [Error, () => 'Cannot specify additional headers after response initiated'],
  ERR_HTTP2_HEADERS_SENT: [Error, () => 'Response has already been initiated.'],
  ERR_HTTP2_HEADER_SINGLE_VALUE: [TypeError, (name: string) => `Header field "${name}" must only have a single value`],
  ERR_HTTP2_INVALID_CONNECTION_HEADERS: [TypeError, (name: string) => `HTTP/1 Connection specific headers are forbidden: "${name}"`],
  ERR_HTTP2_INVALID_INFO_STATUS: [RangeError, (status: unknown) => `Invalid informational status code: ${status}`],
  ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH: [RangeError, () => 'Packed settings length must be a multiple of six'],
  ERR_HTTP2_INVALID_PSEUDOHEADER: [TypeError, (name: string) => `"${name}" is an invalid pseudoheader or is used incorrectly`],
  ERR_HTTP2_INVALID_SESSION: [Error, () => 'The session has been destroyed'],
  ERR_HTTP2_INVALID_SETTING_VALUE: [RangeError, (name: string, value: unknown) => `Invalid value for setting "${name}": ${String(value)}`],
  ERR_HTTP2_INVALID_STREAM: [Error, () => 'The stream has been destroyed'],
  ERR_HTTP2_MAX_PENDING_SETTINGS_ACK: [Error, () => 'Maximum number of pending settings acknowledgements'],
  ERR_HTTP2_NO_SOCKET_MANIPULATION: [Error, () => 'HTTP/2 sockets should not be directly manipulated (e.g. read and written)'],
  ERR_HTTP2_OUT_OF_STREAMS: [Error, () => 'No stream ID is available because maximum stream ID has been reached'],
  ERR_HTTP2_PING_CANCEL: [Error, () => 'HTTP2 ping cancelled'],
  ERR_HTTP2_PING_LENGTH: [RangeError, () => 'HTTP2 ping payload must be 8 bytes'],
  ERR_HTTP2_PUSH_DISABLED: [Error, () => 'HTTP/2 client has disabled push streams'],
  ERR_HTTP2_SESSION_ERROR: [Error, (code: number) => `Session closed with error code ${errorCodeName(code)}`],
  ERR_HTTP2_SETTINGS_CANCEL: [Error, () => 'HTTP2 session settings canceled'],
  ERR_HTTP2_SOCKET_BOUND: [Error, () => 'The socket is already bound to an Http2Session'],
  ERR_HTTP2_SOCKET_UNBOUND: [Error, () => 'The socket has been disconnected from the Http2Session'],
  ERR_HTTP2_STATUS_101: [Error, () => 'HTTP status code 101 (Switching Protocols) is forbidden in HTTP/2'],
  ERR_HTTP2_STATUS_INVALID: [RangeError, (status: unknown) => `Invalid status code: ${status}`],
  ERR_HTTP2_STREAM_CANCEL: [Error, (cause?: Error) => `The pending stream has been canceled${cause ? ` (caused by: ${cause.message})` : ''}`],
  ERR_HTTP2_STREAM_ERROR: [Error, (code: number) => `Stream closed with error code ${errorCodeName(code)}`],
  ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS: [Error, () => 'Number of custom settings exceeds MAX_ADDITIONAL_SETTINGS'],
  ERR_HTTP2_TRAILERS_ALREADY_SENT: [Error, () => 'Trailing headers have already been sent'],
  ERR_HTTP2_TRAILERS_NOT_READY: [Error, () => 'Trailing headers cannot be sent until after the wantTrailers event is emitted'],
  ERR_HTTP2_UNSUPPORTED_PROTOCOL: [Error, (protocol: string) => `protocol "${protocol}" is unsupported.`],
  ERR_INVALID_ARG_TYPE: [TypeError, (name: string, expected: string) => `The "${name}" argument must be ${expected}`],
  ERR_INVALID_ARG_VALUE: [TypeError, (name: string, value: unknown) => `The argument '${name}' is invalid. Received ${String(value)}`],
  ERR_INVALID_CHAR: [TypeError, (name: string) => `Invalid character in header content ["${name}"]`],
  ERR_INVALID_HTTP_TOKEN: [TypeError, (name: string) => `Header name must be a valid HTTP token ["${name}"]`],
  ERR_OUT_OF_RANGE: [RangeError, (name: string, range: string, value: unknown) => `The value of "${name}" is out of range. It must be ${range}. Received ${String(value)}`],
  ERR_SOCKET_CLOSED: [Error, () => 'Socket is closed'],
  ERR_STREAM_DESTROYED: [Error, (call: string) => `Cannot call ${call} after a stream was destroyed`],

  ERR_HTTP2_TLS_UNAVAILABLE: [Error, () => 'This place has no TLS with ALPN, so HTTP/2 runs here in cleartext only: use createServer, or an http: address'],
  ERR_HTTP2_COMPAT_UNAVAILABLE: [Error, () => "The 'request' event and its classes are left out of this HTTP/2: listen to 'stream' instead"],
  ERR_HTTP2_NOT_SUPPORTED: [Error, (what: string) => `${what} is left out of this HTTP/2`],
} as const satisfies Record<string, readonly [ErrorClass, (...args: never[]) => string]>;

type Codes = typeof errors;
export type NodeError = Error & { code: keyof Codes };

/** An error as Node's own modules throw it: told apart by `code`. */
export function nodeError<C extends keyof Codes>(code: C, ...args: Parameters<Codes[C][1]>): NodeError {
  const [Class, describe] = errors[code] as readonly [ErrorClass, (...args: unknown[]) => string];
  const error = new Class(describe(...args)) as NodeError;
  error.code = code;
  if (code === 'ERR_HTTP2_STREAM_CANCEL' && args[0] !== undefined) error.cause = args[0];
  return error;
}

import { errorCodeName } from './protocol.ts';

type ErrorClass = new (message: string) => Error;

// Codes, classes and meanings are those of Node's documentation (https://nodejs.org/api/errors.html), so that a program
// that tells errors apart by code does so here too; the words are our own. The last group exists only here.
const errors = {
  ERR_HTTP2_ERROR: [Error, (message: string) => message],
  ERR_HTTP2_CONNECT_AUTHORITY: [Error, () => 'CONNECT needs :authority'],
  ERR_HTTP2_CONNECT_PATH: [Error, () => 'CONNECT takes no :path'],
  ERR_HTTP2_CONNECT_SCHEME: [Error, () => 'CONNECT takes no :scheme'],
  ERR_HTTP2_GOAWAY_SESSION: [Error, () => 'The session is closing: it opens no new streams'],
  ERR_HTTP2_HEADERS_AFTER_RESPOND: [Error, () => 'The response has begun: no interim headers can precede it'],
  ERR_HTTP2_HEADERS_SENT: [Error, () => 'The response has begun already'],
  ERR_HTTP2_HEADER_SINGLE_VALUE: [TypeError, (name: string) => `Field "${name}" may stand once only`],
  ERR_HTTP2_INVALID_CONNECTION_HEADERS: [TypeError, (name: string) => `Field "${name}" has no meaning in HTTP/2`],
  ERR_HTTP2_INVALID_INFO_STATUS: [RangeError, (status: unknown) => `${status} is not an interim status`],
  ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH: [RangeError, () => 'Settings take six octets each'],
  ERR_HTTP2_INVALID_PSEUDOHEADER: [TypeError, (name: string) => `Pseudo-header field "${name}" may not stand here`],
  ERR_HTTP2_INVALID_SESSION: [Error, () => 'The session is over'],
  ERR_HTTP2_INVALID_SETTING_VALUE: [
    RangeError,
    (name: string, value: unknown) => `Setting "${name}" cannot be ${String(value)}`,
  ],
  ERR_HTTP2_INVALID_STREAM: [Error, () => 'The stream is over'],
  ERR_HTTP2_MAX_PENDING_SETTINGS_ACK: [Error, () => 'Too many SETTINGS await their acknowledgement'],
  ERR_HTTP2_NO_SOCKET_MANIPULATION: [
    Error,
    () => "The socket is the session's: reading or writing it would break the frames",
  ],
  ERR_HTTP2_OUT_OF_STREAMS: [Error, () => 'The connection has used up its stream identifiers'],
  ERR_HTTP2_PING_CANCEL: [Error, () => 'The PING went unanswered'],
  ERR_HTTP2_PING_LENGTH: [RangeError, () => 'A PING carries eight octets'],
  ERR_HTTP2_PUSH_DISABLED: [Error, () => 'Server push is left out of this HTTP/2'],
  ERR_HTTP2_SESSION_ERROR: [Error, (code: number) => `The session ended with ${errorCodeName(code)}`],
  ERR_HTTP2_SETTINGS_CANCEL: [Error, () => 'The session ended before the SETTINGS were acknowledged'],
  ERR_HTTP2_SOCKET_BOUND: [Error, () => 'The socket has a session already'],
  ERR_HTTP2_SOCKET_UNBOUND: [Error, () => 'The session has let go of its socket'],
  ERR_HTTP2_STATUS_101: [Error, () => 'Status 101 has no meaning in HTTP/2'],
  ERR_HTTP2_STATUS_INVALID: [RangeError, (status: unknown) => `${status} is not a final status`],
  ERR_HTTP2_STREAM_CANCEL: [Error, (cause?: Error) => `The request was never sent${cause ? `: ${cause.message}` : ''}`],
  ERR_HTTP2_STREAM_ERROR: [Error, (code: number) => `The stream ended with ${errorCodeName(code)}`],
  ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS: [Error, () => 'Too many custom settings'],
  ERR_HTTP2_TRAILERS_ALREADY_SENT: [Error, () => 'Trailers have been sent already'],
  ERR_HTTP2_TRAILERS_NOT_READY: [Error, () => "Trailers can be sent from 'wantTrailers' on"],
  ERR_HTTP2_UNSUPPORTED_PROTOCOL: [Error, (protocol: string) => `No HTTP/2 over "${protocol}"`],
  ERR_INVALID_ARG_TYPE: [TypeError, (name: string, expected: string) => `"${name}" must be ${expected}`],
  ERR_INVALID_CHAR: [TypeError, (name: string) => `The value of field "${name}" has a character that it may not have`],
  ERR_INVALID_HTTP_TOKEN: [TypeError, (name: string) => `"${name}" is not a field name`],
  ERR_OUT_OF_RANGE: [
    RangeError,
    (name: string, range: string, value: unknown) => `"${name}" must be ${range}, not ${String(value)}`,
  ],
  ERR_SOCKET_CLOSED: [Error, () => 'The socket closed before it was connected'],
  ERR_STREAM_DESTROYED: [Error, () => 'The stream ended before all was written'],

  ERR_HTTP2_TLS_UNAVAILABLE: [Error, () => 'There is no TLS with ALPN here: use createServer, or an http: address'],
  ERR_HTTP2_COMPAT_UNAVAILABLE: [Error, () => "The 'request' event is left out of this HTTP/2: listen to 'stream'"],
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

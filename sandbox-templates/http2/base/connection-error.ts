import { nodeError } from './errors.ts';
import type { NodeError } from './errors.ts';
import { ErrorCode } from './protocol.ts';

/** A peer broke the protocol in a way that ends the connection (RFC 9113 section 5.4.1). Thrown while reading frames. */
export class ConnectionError extends Error {
  readonly errorCode: number;
  /** What `node:http2` tells programs where that is more than a fault of the protocol. */
  readonly code: 'ERR_HTTP2_TOO_MANY_INVALID_FRAMES' | null;

  constructor(errorCode: number, message: string, code: ConnectionError['code'] = null) {
    super(message);
    this.errorCode = errorCode;
    this.code = code;
  }
}

/** By the code of RFC 9113: nghttp2's number and words for what happened, which `node:http2` passes on to programs. */
const faults: Readonly<Record<number, readonly [number, string]>> = {
  [ErrorCode.FLOW_CONTROL_ERROR]: [-524, 'Flow control error'],
  [ErrorCode.STREAM_CLOSED]: [-510, 'Stream was already closed or invalid'],
  [ErrorCode.FRAME_SIZE_ERROR]: [-522, 'The length of the frame is invalid'],
  [ErrorCode.COMPRESSION_ERROR]: [-523, 'Header compression/decompression error'],
  [ErrorCode.ENHANCE_YOUR_CALM]: [-904, 'Flooding was detected in this HTTP/2 session, and it must be closed'],
};

/** The error of a session whose peer broke the protocol, as Node tells it; its cause says what it was. */
export function faultOf({ errorCode, code, message: detail }: ConnectionError): NodeError {
  const [errno, message] = faults[errorCode] ?? [-505, 'Protocol error'];
  const error = code === null ? nodeError('ERR_HTTP2_ERROR', message) : nodeError(code);
  return Object.assign(error, { errno, cause: new Error(detail) });
}

// What a peer can do wrong that ends the connection, by the code that the RFC asks for (section 7).

export function protocolError(message: string): never {
  throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, message);
}

export function frameSizeError(message: string): never {
  throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, message);
}

export function flowControlError(message: string): never {
  throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, message);
}

/** The limit of what a peer may do wrong, or without sense, is exceeded. */
export function tooManyInvalid(what: string): never {
  throw new ConnectionError(
    ErrorCode.ENHANCE_YOUR_CALM,
    `too many invalid ${what}`,
    'ERR_HTTP2_TOO_MANY_INVALID_FRAMES',
  );
}

/** A limit of `limits.ts` is exceeded. */
export function tooMany(what: string): never {
  throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, `too many ${what}`);
}

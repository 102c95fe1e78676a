import { ErrorCode } from './protocol.ts';

/** A peer broke the protocol in a way that ends the connection (RFC 9113 section 5.4.1). Thrown while reading frames. */
export class ConnectionError extends Error {
  readonly errorCode: number;

  constructor(errorCode: number, message: string) {
    super(message);
    this.errorCode = errorCode;
  }
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

/** A limit of `limits.ts` is exceeded. */
export function tooMany(what: string): never {
  throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, `too many ${what}`);
}

import { ConnectionError } from './errors.ts';
import { ErrorCode } from './protocol.ts';

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

import type { MetadataInit } from './metadata.ts';

/** What a call carries besides its arguments (C#: `Grpc.Core.CallOptions`). */
export interface CallOptions {
  /** Custom metadata; names are lower case on the wire. */
  readonly headers?: MetadataInit;
  /** The instant by which the answer must be here. A call without one may wait for ever. */
  readonly deadline?: Date;
  /** Cancels the call when it aborts. */
  readonly signal?: AbortSignal;
}

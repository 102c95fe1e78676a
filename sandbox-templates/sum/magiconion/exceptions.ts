import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

/**
 * A call that ended with another status than OK (C#: `Grpc.Core.RpcException`); thrown by a handler, it is the status that the caller
 * gets. Its fields have grpc-js's names, its message is C#'s.
 */
export class RpcException extends Error implements ServiceError {
  readonly code: status;
  /** Often empty: that of a deadline always is. */
  readonly details: string;
  /** The trailers that came with the status. */
  readonly metadata: Metadata;

  constructor(
    code: status,
    details: string,
    { cause, metadata = new Metadata() }: { cause?: unknown; metadata?: Metadata } = {},
  ) {
    super(`Status(StatusCode="${nameOf(code)}", Detail="${details}")`, { cause });
    this.name = 'RpcException';
    this.code = code;
    this.details = details;
    this.metadata = metadata;
  }
}

/** What a call fails with of which nothing was sent, by the exception that stopped it. */
export const notStarted = (exception: string, cause?: unknown): RpcException =>
  new RpcException(status.INTERNAL, `Error starting gRPC call. ${exception}`, { cause });

/** `DEADLINE_EXCEEDED` is `DeadlineExceeded` in C#. */
const nameOf = (code: status): string =>
  code === status.OK
    ? 'OK'
    : (status[code] ?? String(code))
        .toLowerCase()
        .replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What a disposed channel answers to anything but another `dispose` (C#: `System.ObjectDisposedException`). */
export class ObjectDisposedException extends Error {
  constructor(objectName: string) {
    super(`Cannot access a disposed object: ${objectName}.`);
    this.name = 'ObjectDisposedException';
  }
}

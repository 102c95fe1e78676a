import { status, type Client, type ServiceError } from '@grpc/grpc-js';
import type { CallCredentials } from './call-credentials.ts';
import type { CallOptions } from './call-options.ts';
import { notStarted, RpcException } from './exceptions.ts';
import { Metadata, type MetadataEntry } from './metadata.ts';
import type { Method } from './method.ts';
import { toGrpcMetadata } from './outgoing-headers.ts';

/** What calls need of the channel that carries them: `GrpcChannel` has it. */
export interface CallChannel {
  readonly callCredentials: CallCredentials | undefined;
  readonly grpc: Client;
  /** Each ends a call that waits for its answer. */
  readonly activeCalls: Set<() => void>;
  getMethodInfo(method: Method): { readonly callUri: URL };
  throwIfDisposed(): void;
}

/** Makes calls on a channel (grpc-dotnet, `HttpClientCallInvoker` and `GrpcCall`). */
export class CallInvoker {
  readonly #channel: CallChannel;

  constructor(channel: CallChannel) {
    this.#channel = channel;
  }

  /**
   * One unary call. `host` is taken and not passed on, as in grpc-dotnet, where it has no effect either.
   * @throws {RpcException} with the call's status; CANCELLED where the signal aborted it or the channel was disposed meanwhile.
   * @throws {ObjectDisposedException} where the channel was disposed before.
   */
  async unaryCall(
    method: Method,
    _host: string | undefined,
    options: CallOptions,
    request: readonly unknown[],
  ): Promise<unknown> {
    // First of all: even a call that fails on the next line has left its method in the cache.
    const { callUri } = this.#channel.getMethodInfo(method);
    this.#throwIfOver(options);
    const headers: MetadataEntry[] = options.headers ? [...Metadata.from(options.headers)] : [];
    const { callCredentials } = this.#channel;
    if (callCredentials) {
      headers.push(...(await this.#credentialHeaders(callCredentials, callUri)));
      this.#throwIfOver(options);
    }
    return this.#send(method, callUri, headers, options, request);
  }

  /** An invoker whose calls go out with the headers that `change` makes of theirs (C#: `Intercept`). A call without headers has it start from an empty `Metadata`. */
  intercept(change: (headers: Metadata) => Metadata): CallInvoker {
    return new InterceptingCallInvoker(this.#channel, this, change);
  }

  /** What needs no server to fail: nothing is sent then. */
  #throwIfOver({ deadline, signal }: CallOptions): void {
    this.#channel.throwIfDisposed();
    if (deadline && isPast(deadline)) throw new RpcException(status.DEADLINE_EXCEEDED, '');
    if (signal?.aborted) throw canceledByClient(signal);
  }

  /** The call is under way meanwhile: what the credentials throw is its end, and so is that of its channel. */
  async #credentialHeaders(credentials: CallCredentials, callUri: URL): Promise<Metadata> {
    const { activeCalls } = this.#channel;
    let isDisposed = false;
    const dispose = () => void (isDisposed = true);
    activeCalls.add(dispose);
    try {
      const headers = await credentials.headersFor(callUri);
      if (isDisposed) throw callDisposed();
      return headers;
    } catch (error) {
      throw error instanceof RpcException ? error : notStarted(told(error), error);
    } finally {
      activeCalls.delete(dispose);
    }
  }

  #send(
    { requestMarshaller, responseMarshaller }: Method,
    callUri: URL,
    headers: readonly MetadataEntry[],
    { deadline, signal }: CallOptions,
    request: readonly unknown[],
  ): Promise<unknown> {
    const channel = this.#channel;
    const metadata = toGrpcMetadata(headers, { callUri, deadline });
    return new Promise((resolve, reject) => {
      const release = () => {
        channel.activeCalls.delete(dispose);
        signal?.removeEventListener('abort', abort);
      };
      const cancel = (exception: RpcException) => {
        release();
        reject(exception);
        call.cancel();
      };
      const abort = () => cancel(canceledByClient(signal!));
      const dispose = () => cancel(callDisposed());

      const call = channel.grpc.makeUnaryRequest(
        callUri.pathname,
        requestMarshaller.serializer,
        // In a box, as MagicOnion's own values travel: grpc-js takes a bare null for a missing answer.
        (bytes) => ({ value: responseMarshaller.deserializer(bytes) }),
        request,
        metadata,
        deadline ? { deadline } : {},
        (error, response) => {
          release();
          if (error) reject(toRpcException(error, deadline));
          else resolve(response!.value);
        },
      );
      channel.activeCalls.add(dispose);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}

class InterceptingCallInvoker extends CallInvoker {
  readonly #inner: CallInvoker;
  readonly #change: (headers: Metadata) => Metadata;

  constructor(channel: CallChannel, inner: CallInvoker, change: (headers: Metadata) => Metadata) {
    super(channel);
    this.#inner = inner;
    this.#change = change;
  }

  override async unaryCall(
    method: Method,
    host: string | undefined,
    options: CallOptions,
    request: readonly unknown[],
  ): Promise<unknown> {
    const headers = this.#change(Metadata.from(options.headers ?? {}));
    return this.#inner.unaryCall(method, host, { ...options, headers }, request);
  }
}

const isPast = (deadline: Date): boolean => deadline.getTime() <= Date.now();

const canceledByClient = ({ reason }: AbortSignal): RpcException =>
  new RpcException(status.CANCELLED, 'Call canceled by the client.', { cause: reason });

const callDisposed = (): RpcException => new RpcException(status.CANCELLED, 'gRPC call disposed.');

/** An error and what caused it (grpc-dotnet, `CommonGrpcProtocolHelpers.ConvertToRpcExceptionMessage`). */
const told = (error: unknown, outer: readonly unknown[] = []): string =>
  error instanceof Error && !outer.includes(error)
    ? `${error.constructor.name}: ${error.message}${error.cause === undefined ? '' : ` ${told(error.cause, [...outer, error])}`}`
    : String(error);

/** grpc-js tells how long it waited and for what; a deadline that passed has no detail in C#. */
function toRpcException(error: ServiceError, deadline: Date | undefined): RpcException {
  const { code, details, metadata } = error;
  const ranOut = code === status.DEADLINE_EXCEEDED && deadline && isPast(deadline);
  return new RpcException(code, ranOut ? '' : details, { cause: error, metadata });
}

import { Metadata, type CallOptions as GrpcCallOptions } from '@grpc/grpc-js';
import type { CallOptions } from './call-options.ts';
import type { GrpcChannel } from './channel.ts';
import type { Method } from './method.ts';

/** Makes calls on a channel (grpc-dotnet, `HttpClientCallInvoker`). */
export class CallInvoker {
  readonly #channel: GrpcChannel;

  constructor(channel: GrpcChannel) {
    this.#channel = channel;
  }

  /**
   * One unary call. `host` is taken and not passed on, as in grpc-dotnet, where it has no effect either.
   * @throws a grpc-js `ServiceError` with the status code; the signal's reason where that aborted the call.
   */
  async unaryCall(
    method: Method,
    _host: string | undefined,
    options: CallOptions,
    request: unknown[],
  ): Promise<unknown> {
    const { signal } = options;
    signal?.throwIfAborted();
    const { grpc } = this.#channel;
    const { callUri } = this.#channel.getMethodInfo(method);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const { requestMarshaller, responseMarshaller } = method;

    const call = grpc.makeUnaryRequest(
      callUri.pathname,
      requestMarshaller.serializer,
      // In a box, as MagicOnion's own values travel: grpc-js takes a bare null for a missing answer.
      (bytes) => ({ value: responseMarshaller.deserializer(bytes) }),
      request,
      toMetadata(options.headers),
      toGrpcOptions(options),
      (error, response) => (error ? reject(error) : resolve(response!.value)),
    );
    if (!signal) return promise;

    const cancel = () => {
      call.cancel();
      reject(signal.reason);
    };
    signal.addEventListener('abort', cancel, { once: true });
    return promise.finally(() => signal.removeEventListener('abort', cancel));
  }
}

function toMetadata(headers: CallOptions['headers']): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers ?? {})) metadata.set(name, value);
  return metadata;
}

const toGrpcOptions = ({ deadline }: CallOptions): GrpcCallOptions =>
  deadline ? { deadline } : {};

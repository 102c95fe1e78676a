import {
  status,
  type handleUnaryCall,
  type Metadata,
  type MethodDefinition,
  type serialize,
  type Server,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import { RpcException } from './exceptions.ts';
import { createMethod } from './method.ts';
import {
  methodName,
  type Arguments,
  type MethodName,
  type Result,
  type ServiceDefinition,
  type UnaryMethod,
} from './service.ts';

/** What a handler may ask about the call it answers (C#: `ServiceContext.CallContext`). */
export interface ServiceContext {
  readonly headers: Metadata;
  /** Null where the caller set none. */
  readonly deadline: Date | null;
  /** Aborts when the caller cancels the call, its deadline passes or its connection is lost, and nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** The methods that a server implements: the service's parameters, then the context. */
export type ServiceHandlers<S extends ServiceDefinition> = {
  [Name in MethodName<keyof S['methods'] & string>]: Handler<S['methods'][Capitalize<Name>]>;
};

type Handler<M extends UnaryMethod> =
  Arguments<M> extends infer A extends unknown[]
    ? (...args: [...A, ServiceContext]) => Promise<Result<M>>
    : never;

/** Thrown by a handler, it is the status that the caller gets; so is an `RpcException`. Anything else thrown is UNKNOWN. */
export class ReturnStatusException extends Error {
  readonly code: status;
  readonly detail: string;
  constructor(code: status, detail: string) {
    super(detail);
    this.name = 'ReturnStatusException';
    this.code = code;
    this.detail = detail;
  }
}

/** Arguments that could not be read. It takes their place, so that the answer is ours and not grpc-js's. */
class UnreadableRequest {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** Offers a service on a grpc-js server under MagicOnion's paths, `/{InterfaceName}/{Method}`. */
export function addService<S extends ServiceDefinition>(
  server: Server,
  service: S,
  handlers: ServiceHandlers<NoInfer<S>>,
  { returnStack = false }: { returnStack?: boolean } = {},
): void {
  const definition: Record<string, MethodDefinition<Request, unknown>> = {};
  const implementation: Record<string, handleUnaryCall<Request, unknown>> = {};
  for (const [name, unary] of Object.entries(service.methods)) {
    const { fullName, requestMarshaller, responseMarshaller } = createMethod(
      service.name,
      name,
      unary,
    );
    const handler = (
      handlers as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
    )[methodName(name)]!;
    definition[name] = {
      path: fullName,
      requestStream: false,
      responseStream: false,
      requestSerialize: requestMarshaller.serializer as serialize<Request>, // a server reads requests
      requestDeserialize: readable(requestMarshaller.deserializer),
      responseSerialize: responseMarshaller.serializer,
      responseDeserialize: responseMarshaller.deserializer,
    };
    implementation[name] = async (call, answer) => {
      const context = new CallContext(call);
      try {
        const { request } = call;
        if (request instanceof UnreadableRequest) throw request.error;
        const result = await handler.call(handlers, ...request, context);
        context.end();
        answer(null, result);
      } catch (error) {
        if (!context.signal.aborted) logUnhandled(fullName, error);
        context.end();
        answer(toStatus(error, returnStack));
      }
    };
  }
  server.addService(definition, implementation);
}

type Request = readonly unknown[] | UnreadableRequest;

const readable =
  (deserialize: (bytes: Buffer) => readonly unknown[]) =>
  (bytes: Buffer): Request => {
    try {
      return deserialize(bytes);
    } catch (error) {
      return new UnreadableRequest(error);
    }
  };

class CallContext implements ServiceContext {
  readonly #call: ServerUnaryCall<unknown, unknown>;
  #abort: AbortController | undefined;
  #ended = false;

  constructor(call: ServerUnaryCall<unknown, unknown>) {
    this.#call = call;
  }

  get headers(): Metadata {
    return this.#call.metadata;
  }

  get deadline(): Date | null {
    const deadline = this.#call.getDeadline();
    if (deadline === Infinity) return null;
    return deadline instanceof Date ? deadline : new Date(deadline);
  }

  /** Made when it is asked for: most handlers never do. */
  get signal(): AbortSignal {
    if (!this.#abort) {
      const abort = new AbortController();
      this.#abort = abort;
      // grpc-js says so of every stream that has closed, that of an answered call included.
      const cancelled = () => this.#ended || abort.abort();
      if (this.#call.cancelled) cancelled();
      else this.#call.once('cancelled', cancelled);
    }
    return this.#abort.signal;
  }

  end(): void {
    this.#ended = true;
  }
}

/** What went wrong stays on the server, for its log: the caller learns only that something did. */
function logUnhandled(method: string, error: unknown): void {
  if (error instanceof ReturnStatusException || error instanceof RpcException) return;
  console.error(`Error when executing service method '${method}'.`, error);
}

/** The stack stays on the server unless it is told to return it; then even an `RpcException` becomes UNKNOWN, as in MagicOnion. */
function toStatus(error: unknown, returnStack: boolean): { code: status; details: string } {
  if (error instanceof ReturnStatusException) return { code: error.code, details: error.detail };
  if (returnStack) {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { code: status.UNKNOWN, details };
  }
  if (error instanceof RpcException) return { code: error.code, details: error.details };
  return { code: status.UNKNOWN, details: 'Exception was thrown by handler.' };
}

import {
  status,
  type handleUnaryCall,
  type Metadata,
  type MethodDefinition,
  type Server,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import { createMethod } from './method.ts';
import {
  methodName,
  type Arguments,
  type MethodName,
  type Result,
  type ServiceDefinition,
  type UnaryMethod,
} from './service.ts';

/** What a handler may ask about the call it answers. */
export interface ServiceContext {
  readonly headers: Metadata;
  /** Null where the caller set none. */
  readonly deadline: Date | null;
}

/** The methods that a server implements: the service's parameters, then the context. */
export type ServiceHandlers<S extends ServiceDefinition> = {
  [Name in MethodName<keyof S['methods'] & string>]: Handler<S['methods'][Capitalize<Name>]>;
};

type Handler<M extends UnaryMethod> =
  Arguments<M> extends infer A extends unknown[]
    ? (...args: [...A, ServiceContext]) => Promise<Result<M>>
    : never;

/** Thrown by a handler, it is the status that the caller gets. Anything else thrown is UNKNOWN. */
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

/** Offers a service on a grpc-js server under MagicOnion's paths, `/{InterfaceName}/{Method}`. */
export function addService<S extends ServiceDefinition>(
  server: Server,
  service: S,
  handlers: ServiceHandlers<NoInfer<S>>,
  { returnStack = false }: { returnStack?: boolean } = {},
): void {
  const definition: Record<string, MethodDefinition<unknown[], unknown>> = {};
  const implementation: Record<string, handleUnaryCall<unknown[], unknown>> = {};
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
      requestSerialize: requestMarshaller.serializer,
      requestDeserialize: requestMarshaller.deserializer,
      responseSerialize: responseMarshaller.serializer,
      responseDeserialize: responseMarshaller.deserializer,
    };
    implementation[name] = async (call, answer) => {
      try {
        answer(null, await handler.call(handlers, ...call.request, contextOf(call)));
      } catch (error) {
        answer(toStatus(error, returnStack));
      }
    };
  }
  server.addService(definition, implementation);
}

function contextOf(call: ServerUnaryCall<unknown, unknown>): ServiceContext {
  const deadline = call.getDeadline();
  return {
    headers: call.metadata,
    deadline:
      deadline instanceof Date ? deadline : deadline === Infinity ? null : new Date(deadline),
  };
}

/** The stack stays on the server unless it is told to return it. */
function toStatus(error: unknown, returnStack: boolean): { code: status; details: string } {
  if (error instanceof ReturnStatusException) return { code: error.code, details: error.detail };
  const details = !returnStack
    ? 'An error occurred while processing handler.'
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  return { code: status.UNKNOWN, details };
}

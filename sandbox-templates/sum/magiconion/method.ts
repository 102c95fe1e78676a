import diagnosticsChannel from 'node:diagnostics_channel';
import {
  messagePackSerializerProvider,
  requestMarshaller,
  responseMarshaller,
  type Marshaller,
  type SerializerProvider,
} from './marshaller.ts';
import type { UnaryMethod } from './service.ts';

/**
 * One method of a service as gRPC sees it (C#: `Grpc.Core.Method<TRequest, TResponse>`). Two instances of the same names are two
 * different keys: like its C# original it defines no equality of its own (grpc-dotnet #2667).
 */
export class Method {
  readonly serviceName: string;
  readonly name: string;
  readonly fullName: string;
  readonly requestMarshaller: Marshaller<readonly unknown[]>;
  readonly responseMarshaller: Marshaller<unknown>;

  constructor(
    serviceName: string,
    name: string,
    request: Marshaller<readonly unknown[]>,
    response: Marshaller<unknown>,
  ) {
    this.serviceName = serviceName;
    this.name = name;
    this.fullName = `/${serviceName}/${name}`;
    this.requestMarshaller = request;
    this.responseMarshaller = response;
  }
}

const methodCreated = diagnosticsChannel.channel('magiconion.method.created');

/** Makes a method with marshallers that close over a fresh serializer (MagicOnion, `GrpcMethodHelper.CreateMethod`). */
export function createMethod(
  serviceName: string,
  name: string,
  definition: UnaryMethod,
  provider: SerializerProvider = messagePackSerializerProvider,
): Method {
  const serializer = provider.create(definition);
  const method = new Method(
    serviceName,
    name,
    requestMarshaller(definition.parameters, serializer),
    responseMarshaller(definition.result, serializer),
  );
  if (methodCreated.hasSubscribers) methodCreated.publish(method);
  return method;
}

import type { ClientOptions } from './client.ts';
import { throughFilters } from './filters.ts';
import type { SerializerProvider } from './marshaller.ts';
import { createMethod, type Method } from './method.ts';
import type { UnaryMethod } from './service.ts';

/** Holds one method of one core and calls it (MagicOnion, `RawMethodInvoker`). Its `Method` is fresh: here the key is made that a channel keeps. */
export class RawMethodInvoker {
  readonly #method: Method;

  constructor(
    serviceName: string,
    name: string,
    definition: UnaryMethod,
    provider: SerializerProvider,
  ) {
    this.#method = createMethod(serviceName, name, definition, provider);
  }

  invoke(
    { callInvoker, callOptions, filters, host }: ClientOptions,
    request: unknown[],
  ): Promise<unknown> {
    const method = this.#method;
    if (!filters.length) return callInvoker.unaryCall(method, host, callOptions, request);
    const send = throughFilters(filters, (context) =>
      callInvoker.unaryCall(method, host, context.callOptions, [...context.request]),
    );
    return send({ methodPath: method.fullName, request, callOptions });
  }
}

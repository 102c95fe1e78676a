import diagnosticsChannel from 'node:diagnostics_channel';
import type { ClientOptions } from './client-options.ts';
import { RequestContext } from './filters.ts';
import type { SerializerProvider } from './marshaller.ts';
import { createMethod, type Method } from './method.ts';
import type { UnaryMethod } from './service.ts';

const filtered = diagnosticsChannel.channel('magiconion.client.filtered');

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

  async invoke(
    { callInvoker, callOptions, filters, host }: ClientOptions,
    request: readonly unknown[],
  ): Promise<unknown> {
    const method = this.#method;
    const { headers } = callOptions;
    if (!filters.length || !headers)
      return callInvoker.unaryCall(method, host, callOptions, request);
    const given = filtered.hasSubscribers ? new Set(headers) : null;
    const context = new RequestContext(
      `${method.serviceName}/${method.name}`,
      request,
      { ...callOptions, headers },
      ({ callOptions }) => {
        if (given) filtered.publish({ given, sent: callOptions.headers });
        return callInvoker.unaryCall(method, host, callOptions, request);
      },
    );
    return RequestContext.send(context, filters);
  }
}

import diagnosticsChannel from 'node:diagnostics_channel';
import type { CallInvoker } from './call-invoker.ts';
import type { CallOptions } from './call-options.ts';
import type { GrpcChannel } from './channel.ts';
import type { ClientOptions } from './client-options.ts';
import type { ClientFilter } from './filters.ts';
import { Metadata } from './metadata.ts';
import { messagePackSerializerProvider, type SerializerProvider } from './marshaller.ts';
import { RawMethodInvoker } from './method-invoker.ts';
import { methodName, type ServiceDefinition, type ServiceMethods } from './service.ts';

/** The part that costs: one invoker, with a fresh `Method`, for each method of the service. Every derived client shares it. */
type ClientCore = Readonly<Record<string, RawMethodInvoker>>;

/** A client of a service: its methods, and the five ways to derive another client from it (MagicOnion, `IService<TSelf>`). */
export type ServiceClient<S extends ServiceDefinition> = ServiceMethods<S> & {
  /** A client with these call options *instead of* the present ones. */
  withOptions(callOptions: CallOptions): ServiceClient<S>;
  withHeaders(headers: NonNullable<CallOptions['headers']>): ServiceClient<S>;
  /** The deadline is an instant: a client that is kept lives past it, and its calls then fail at once. */
  withDeadline(deadline: Date): ServiceClient<S>;
  withCancellation(signal: AbortSignal): ServiceClient<S>;
  /** A client that asks for another host. `GrpcChannel`'s invoker does not pass it on, as in grpc-dotnet. */
  withHost(host: string): ServiceClient<S>;
};

type RequestedOptions = Omit<ClientOptions, 'callOptions'> & { readonly callOptions: CallOptions };

/**
 * A client with filters has a `Metadata` for them to change, if only an empty one. It is made here, *once a client*, and each of its calls
 * is sent with it (MagicOnion, `MagicOnionClientBase`). A derived client that sets no headers shares it.
 */
function withMetadata({ callOptions, filters }: RequestedOptions): ClientOptions['callOptions'] {
  const { headers, ...others } = callOptions;
  if (headers) return { ...others, headers: Metadata.from(headers) };
  return filters.length ? { ...others, headers: new Metadata() } : others;
}

class MagicOnionClientBase {
  readonly options: ClientOptions;
  readonly core: ClientCore;

  constructor(options: RequestedOptions, core: ClientCore) {
    this.options = { ...options, callOptions: withMetadata(options) };
    this.core = core;
  }

  withOptions(callOptions: CallOptions): this {
    return this.#clone({ callOptions });
  }
  withHeaders(headers: NonNullable<CallOptions['headers']>): this {
    return this.#clone({ callOptions: { ...this.options.callOptions, headers } });
  }
  withDeadline(deadline: Date): this {
    return this.#clone({ callOptions: { ...this.options.callOptions, deadline } });
  }
  withCancellation(signal: AbortSignal): this {
    return this.#clone({ callOptions: { ...this.options.callOptions, signal } });
  }
  withHost(host: string): this {
    return this.#clone({ host });
  }

  /** A new client with its own options, on the *same* core: no new methods, so nothing new for a channel to remember. */
  #clone(change: Partial<RequestedOptions>): this {
    const Type = this.constructor as new (options: RequestedOptions, core: ClientCore) => this;
    return new Type({ ...this.options, ...change }, this.core);
  }
}

type ClientType = typeof MagicOnionClientBase;

/** One client class for each service, made once, as MagicOnion's DynamicClientBuilder does. The class is cached; the core is not. */
const clientTypes = new Map<ServiceDefinition, ClientType>();

function clientType(service: ServiceDefinition): ClientType {
  let type = clientTypes.get(service);
  if (!type) {
    type = class extends MagicOnionClientBase {};
    for (const name of Object.keys(service.methods)) {
      Object.defineProperty(type.prototype, methodName(name), {
        value(this: MagicOnionClientBase, ...args: unknown[]) {
          return this.core[name]!.invoke(this.options, args);
        },
      });
    }
    clientTypes.set(service, type);
  }
  return type;
}

function createCore(service: ServiceDefinition, provider: SerializerProvider): ClientCore {
  return Object.fromEntries(
    Object.entries(service.methods).map(([name, method]) => [
      name,
      new RawMethodInvoker(service.name, name, method, provider),
    ]),
  );
}

const clientCreated = diagnosticsChannel.channel('magiconion.client.created');

export const MagicOnionClient = {
  /**
   * A client of a service on a channel (C#: `MagicOnionClient.Create<T>(channel)`). Each call of this makes a fresh core; to change what
   * calls carry, derive from one client instead.
   */
  create<S extends ServiceDefinition>(
    service: S,
    channel: GrpcChannel | CallInvoker,
    {
      filters = [],
      serializerProvider = messagePackSerializerProvider,
    }: { filters?: readonly ClientFilter[]; serializerProvider?: SerializerProvider } = {},
  ): ServiceClient<S> {
    const callInvoker = 'createCallInvoker' in channel ? channel.createCallInvoker() : channel;
    const Type = clientType(service);
    const client = new Type(
      { callInvoker, callOptions: {}, filters, host: undefined },
      createCore(service, serializerProvider),
    );
    if (clientCreated.hasSubscribers) clientCreated.publish(client);
    return client as unknown as ServiceClient<S>;
  },
};

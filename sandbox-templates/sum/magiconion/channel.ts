import diagnosticsChannel from 'node:diagnostics_channel';
import { Client, credentials, type ChannelOptions } from '@grpc/grpc-js';
import type { CallCredentials } from './call-credentials.ts';
import { CallInvoker, type CallChannel } from './call-invoker.ts';
import { ObjectDisposedException } from './exceptions.ts';
import type { Metadata } from './metadata.ts';
import type { Method } from './method.ts';

/** What a channel knows of a method: made from its names, and never from its marshallers (grpc-dotnet, `GrpcMethodInfo`). */
export class GrpcMethodInfo {
  /** For log lines. */
  readonly logScope: { readonly method: string };
  readonly callUri: URL;

  constructor(address: URL, method: Method) {
    this.logScope = { method: method.fullName };
    this.callUri = new URL(method.fullName, address);
  }
}

const methodCached = diagnosticsChannel.channel('magiconion.channel.method-cached');

/** grpc-js's own options, and one of grpc-dotnet's. */
export interface GrpcChannelOptions extends ChannelOptions {
  /**
   * Headers that each call asks for anew. They go out on this channel although it has no TLS, as grpc-dotnet's do where
   * `UnsafeUseInsecureChannelCallCredentials` is set.
   */
  callCredentials?: CallCredentials;
}

/**
 * A long-lived connection to one address, costly to make and meant to be shared (grpc-dotnet, `GrpcChannel`). It carries its calls over
 * one grpc-js client.
 */
export class GrpcChannel implements CallChannel {
  readonly address: URL;
  readonly callCredentials: CallCredentials | undefined;
  readonly grpc: Client;
  readonly activeCalls = new Set<() => void>();
  #disposed = false;

  /**
   * By *instance* of the method, filled at a method's first call, never emptied: no cap, no weak references, and `dispose` leaves it alone
   * (grpc-dotnet, `GrpcChannel._methodInfoCache`; grpc-dotnet #2667). This is the map that grows in MagicOnion #754.
   */
  readonly #methodInfoCache = new Map<Method, GrpcMethodInfo>();

  private constructor(address: URL, { callCredentials, ...options }: GrpcChannelOptions) {
    this.address = address;
    this.callCredentials = callCredentials;
    this.grpc = new Client(address.host, credentials.createInsecure(), options);
  }

  /** A channel to an address such as `http://127.0.0.1:5000`. It connects at its first call. @throws {TypeError} for anything but `http:`. */
  static forAddress(address: string, options: GrpcChannelOptions = {}): GrpcChannel {
    const url = new URL(address);
    if (url.protocol !== 'http:')
      throw new TypeError(`The address must start with http://, not with ${url.protocol}//.`);
    return new GrpcChannel(url, options);
  }

  /** @throws {ObjectDisposedException} where the channel has been disposed. */
  createCallInvoker(): CallInvoker {
    this.throwIfDisposed();
    return new CallInvoker(this);
  }

  /** An invoker whose calls go out with the headers that `change` makes of theirs. */
  intercept(change: (headers: Metadata) => Metadata): CallInvoker {
    return this.createCallInvoker().intercept(change);
  }

  throwIfDisposed(): void {
    if (this.#disposed) throw new ObjectDisposedException('GrpcChannel');
  }

  getMethodInfo(method: Method): GrpcMethodInfo {
    let info = this.#methodInfoCache.get(method);
    if (!info) {
      info = new GrpcMethodInfo(this.address, method);
      this.#methodInfoCache.set(method, info);
      if (methodCached.hasSubscribers) methodCached.publish(method);
    }
    return info;
  }

  /** Ends the calls under way and closes the connection. The method cache goes only when the channel itself does. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const end of [...this.activeCalls]) end();
    this.grpc.close();
  }
}

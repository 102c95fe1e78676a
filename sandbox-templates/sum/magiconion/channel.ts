import diagnosticsChannel from 'node:diagnostics_channel';
import { Client, credentials, type ChannelOptions } from '@grpc/grpc-js';
import { CallInvoker } from './call-invoker.ts';
import type { Method } from './method.ts';

/** What a channel knows of a method: derived from names alone (grpc-dotnet, `GrpcMethodInfo`). */
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

/**
 * A long-lived connection to one address, costly to make and meant to be shared (grpc-dotnet, `GrpcChannel`). It carries its calls over
 * one grpc-js client.
 */
export class GrpcChannel {
  readonly address: URL;
  readonly #grpc: Client;
  #disposed = false;

  /**
   * By *instance* of the method, filled at a method's first call, never emptied: no cap, no weak references, and `dispose` leaves it alone
   * (grpc-dotnet, `GrpcChannel._methodInfoCache`; grpc-dotnet #2667). This is the map that grows in MagicOnion #754.
   */
  readonly #methodInfoCache = new Map<Method, GrpcMethodInfo>();

  private constructor(address: URL, options: ChannelOptions) {
    this.address = address;
    this.#grpc = new Client(address.host, credentials.createInsecure(), options);
  }

  /** A channel to an address such as `http://127.0.0.1:5000`. It connects at its first call. @throws {TypeError} for anything but `http:`. */
  static forAddress(address: string, options: ChannelOptions = {}): GrpcChannel {
    const url = new URL(address);
    if (url.protocol !== 'http:')
      throw new TypeError(`The address must start with http://, not with ${url.protocol}//.`);
    return new GrpcChannel(url, options);
  }

  createCallInvoker(): CallInvoker {
    return new CallInvoker(this);
  }

  /** @throws where the channel has been disposed. */
  get grpc(): Client {
    if (this.#disposed) throw new Error('The channel has been disposed.');
    return this.#grpc;
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

  /** Closes the connection. The method cache goes only when the channel itself does. */
  dispose(): void {
    this.#disposed = true;
    this.#grpc.close();
  }
}

import { Metadata } from './metadata.ts';

/** Adds to a call's headers what it must prove itself with. It is given a `Metadata` of that call alone, and may wait for what it needs. */
export type AuthInterceptor = (
  context: { readonly serviceUrl: string; readonly methodName: string },
  metadata: Metadata,
) => void | Promise<void>;

/** Headers that a channel puts on each of its calls (C#: `Grpc.Core.CallCredentials`). */
export class CallCredentials {
  readonly #interceptor: AuthInterceptor;

  private constructor(interceptor: AuthInterceptor) {
    this.#interceptor = interceptor;
  }

  static fromInterceptor(interceptor: AuthInterceptor): CallCredentials {
    return new CallCredentials(interceptor);
  }

  /** Asks for one call's headers: a new `Metadata` each time. */
  async headersFor(callUri: URL): Promise<Metadata> {
    const metadata = new Metadata();
    const [, service, methodName = ''] = callUri.pathname.split('/');
    await this.#interceptor({ serviceUrl: `${callUri.origin}/${service}`, methodName }, metadata);
    return metadata;
  }
}

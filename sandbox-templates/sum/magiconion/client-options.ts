import type { CallInvoker } from './call-invoker.ts';
import type { CallOptions } from './call-options.ts';
import type { ClientFilter } from './filters.ts';
import type { Metadata } from './metadata.ts';

/** The options that a client's calls go out with. Each derived client has its own. */
export interface ClientOptions {
  readonly callInvoker: CallInvoker;
  readonly callOptions: CallOptions & { readonly headers?: Metadata };
  readonly filters: readonly ClientFilter[];
  readonly host: string | undefined;
}

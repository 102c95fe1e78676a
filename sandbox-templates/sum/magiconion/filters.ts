import type { CallOptions } from './call-options.ts';
import type { Metadata } from './metadata.ts';

/** A client's call options where it has filters: there are headers then, if only empty ones. */
export type FilteredCallOptions = Omit<CallOptions, 'headers'> & { readonly headers: Metadata };

/** What a filter sees of a unary call on its way out. It cannot be replaced by another; what can be changed is `callOptions.headers`. */
export class RequestContext {
  /** `IMyFirstService/SumAsync` */
  readonly methodPath: string;
  readonly request: readonly unknown[];
  /** The client's own, and `headers` with them: what one call changes there, the next call finds (MagicOnion, *Client Filter*). */
  readonly callOptions: FilteredCallOptions;
  readonly #call: NextFilter;

  constructor(
    methodPath: string,
    request: readonly unknown[],
    callOptions: FilteredCallOptions,
    call: NextFilter,
  ) {
    this.methodPath = methodPath;
    this.request = request;
    this.callOptions = callOptions;
    this.#call = call;
  }

  /** Passes a call through the filters, the first one outermost, and then makes it. */
  static send(context: RequestContext, filters: readonly ClientFilter[]): Promise<unknown> {
    if (!(#call in context))
      throw new TypeError('A filter hands on the context that it was given, not another.');
    const [filter, ...others] = filters;
    return filter
      ? filter.send(context, (next) => RequestContext.send(next, others))
      : context.#call(context);
  }
}

/** Calls the next filter, or at the end of the chain the server. It wants the context that the filter was given. */
export type NextFilter = (context: RequestContext) => Promise<unknown>;

/** Wraps unary calls: change the headers, look at what comes back, retry, or answer without calling (C#: `IClientFilter`). */
export interface ClientFilter {
  send(context: RequestContext, next: NextFilter): Promise<unknown>;
}

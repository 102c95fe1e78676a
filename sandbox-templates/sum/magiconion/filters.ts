import type { CallOptions } from './call-options.ts';

/** What a filter sees of a unary call on its way out. */
export interface RequestContext {
  /** `/IMyFirstService/SumAsync` */
  readonly methodPath: string;
  readonly request: readonly unknown[];
  readonly callOptions: CallOptions;
}

/** Calls the next filter, or at the end of the chain the server. */
export type NextFilter = (context: RequestContext) => Promise<unknown>;

/** Wraps unary calls: change what goes out, look at what comes back, retry, or answer without calling (C#: `IClientFilter`). */
export interface ClientFilter {
  send(context: RequestContext, next: NextFilter): Promise<unknown>;
}

export function throughFilters(filters: readonly ClientFilter[], last: NextFilter): NextFilter {
  return filters.reduceRight<NextFilter>(
    (next, filter) => (context) => filter.send(context, next),
    last,
  );
}

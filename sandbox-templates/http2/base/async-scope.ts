import { builtin } from './builtin.ts';

/** The asynchronous context that something began in: what `AsyncLocalStorage` sees. */
export interface AsyncScope {
  emitDestroy(): unknown;
  runInAsyncScope<T, A extends unknown[], R>(action: (this: T, ...values: A) => R, self: T, ...values: A): R;
}

interface AsyncHooks {
  AsyncResource?: new (type: string) => AsyncScope;
}

const { AsyncResource } = builtin<AsyncHooks>('node:async_hooks') ?? {};

/** The context of whoever calls; null where the host has none to keep, as in a browser. */
export function currentScope(type: string): AsyncScope | null {
  return AsyncResource === undefined ? null : new AsyncResource(type);
}

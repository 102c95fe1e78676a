import type { AsyncScope } from '../../../http2/base/async-scope.ts';

/** What keeps a program's contexts: `async-frames.ts`, in the file that only programs with `node:async_hooks` fetch. */
export interface ContextKeeping {
  bind<F extends (...args: never[]) => unknown>(callback: F): F;
  kept(awaited?: unknown): unknown;
  keptAll(iterable: unknown): unknown;
  keptUsing(): object;
  Scope: new (type: string) => AsyncScope;
}

let keeping: ContextKeeping | null = null;

export function keepContexts(how: ContextKeeping): void {
  keeping = how;
}

/** A callback for later, to be called in the context that it was given in. */
export const bind: ContextKeeping['bind'] = (callback) => (keeping ? keeping.bind(callback) : callback);

/** `await kept(value)` comes back in the context that it left: no engine tells us of its own `await`. The build puts it into packages, the compiler into programs. */
export const kept: ContextKeeping['kept'] = (awaited) => (keeping ? keeping.kept(awaited) : awaited);
/** The same for `for await` and for `yield*` of an asynchronous generator. */
export const keptAll: ContextKeeping['keptAll'] = (iterable) => (keeping ? keeping.keptAll(iterable) : iterable);
/** And for `await using`: what it returns is disposed last, and its `leaving` first. */
export const keptUsing = (): object | null => (keeping ? keeping.keptUsing() : null);

/** Stands in for `http2/base/async-scope.ts`, which looks for Node's own before a program can ask for ours. */
export const currentScope = (type: string): AsyncScope | null => (keeping ? new keeping.Scope(type) : null);

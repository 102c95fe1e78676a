type Listen = AbortSignal['addEventListener'];

/**
 * Counts the listeners that wait for signals to abort. Returns how many the signal has that has most: one that lives as long as the program
 * gathers them where each request adds one and none takes it away. What takes away another than was added, as a function written twice, takes none.
 */
export function watchSignals(): () => number {
  const listeners = new WeakMap<AbortSignal, Set<unknown>>();
  let fullest = new WeakRef<AbortSignal>(new AbortController().signal);
  const countOf = (signal: AbortSignal | undefined) => (signal && listeners.get(signal)?.size) ?? 0;

  const add = (signal: AbortSignal, listener: unknown): void => {
    const known = listeners.get(signal) ?? new Set();
    listeners.set(signal, known.add(listener));
    if (known.size > countOf(fullest.deref())) fullest = new WeakRef(signal);
  };
  const remove = (signal: AbortSignal, listener: unknown) => listeners.get(signal)?.delete(listener);

  // `EventTarget`'s own, which every signal has: other targets go on as they are.
  const { addEventListener, removeEventListener } = AbortSignal.prototype;
  const listen = function (this: AbortSignal, ...args: Parameters<Listen>): void {
    Reflect.apply(addEventListener, this, args);
    const [type, listener, options] = args;
    if (type !== 'abort') return;
    add(this, listener);
    const until = typeof options === 'object' ? options.signal : undefined;
    if (until) Reflect.apply(addEventListener, until, ['abort', () => remove(this, listener), { once: true }]);
  };
  AbortSignal.prototype.addEventListener = listen as Listen;
  AbortSignal.prototype.removeEventListener = function (this: AbortSignal, ...args: Parameters<Listen>): void {
    Reflect.apply(removeEventListener, this, args);
    if (args[0] === 'abort') remove(this, args[1]);
  } as Listen;

  return () => countOf(fullest.deref());
}

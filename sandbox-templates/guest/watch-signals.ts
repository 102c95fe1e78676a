type Listen = AbortSignal['addEventListener'];

/**
 * Counts the listeners that wait for signals to abort. Returns how many the signal has that has most: one that lives as long as the program
 * gathers them where each request adds one and none takes it away.
 */
export function watchSignals(): () => number {
  const counts = new WeakMap<AbortSignal, number>();
  let fullest = new WeakRef<AbortSignal>(new AbortController().signal);
  const countOf = (signal: AbortSignal | undefined) => (signal && counts.get(signal)) ?? 0;

  const change = (signal: AbortSignal, by: 1 | -1): void => {
    const count = Math.max(0, countOf(signal) + by);
    counts.set(signal, count);
    if (count > countOf(fullest.deref())) fullest = new WeakRef(signal);
  };

  // `EventTarget`'s own, which every signal has: other targets go on as they are.
  const { addEventListener, removeEventListener } = AbortSignal.prototype;
  const listen = function (this: AbortSignal, ...args: Parameters<Listen>): void {
    Reflect.apply(addEventListener, this, args);
    const [type, , options] = args;
    if (type !== 'abort') return;
    change(this, 1);
    const until = typeof options === 'object' ? options.signal : undefined;
    if (until) Reflect.apply(addEventListener, until, ['abort', () => change(this, -1), { once: true }]);
  };
  AbortSignal.prototype.addEventListener = listen as Listen;
  AbortSignal.prototype.removeEventListener = function (this: AbortSignal, ...args: Parameters<Listen>): void {
    Reflect.apply(removeEventListener, this, args);
    if (args[0] === 'abort') change(this, -1);
  } as Listen;

  return () => countOf(fullest.deref());
}

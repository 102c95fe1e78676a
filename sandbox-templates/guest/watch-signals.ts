type Listen = AbortSignal['addEventListener'];

/**
 * Counts the listeners that wait for signals to abort. Returns how many the signal has that has most: one that lives as long as the program
 * gathers them where each request adds one and none takes it away. What takes away another than was added, as a function written twice, takes none.
 */
export function watchSignals(): () => number {
  const listeners = new WeakMap<AbortSignal, Waiting>();
  let fullest = new WeakRef<AbortSignal>(new AbortController().signal);
  const countOf = (signal: AbortSignal | undefined) => (signal && listeners.get(signal)?.count) ?? 0;

  const add = (signal: AbortSignal, listener: unknown, until: AbortSignal[]): void => {
    const known = listeners.get(signal) ?? new Waiting();
    listeners.set(signal, known);
    known.add(listener, until);
    if (known.count > countOf(fullest.deref())) fullest = new WeakRef(signal);
  };

  // `EventTarget`'s own, which every signal has: other targets go on as they are.
  const { addEventListener, removeEventListener } = AbortSignal.prototype;
  const listen = function (this: AbortSignal, ...args: Parameters<Listen>): void {
    Reflect.apply(addEventListener, this, args);
    const [type, listener, options] = args;
    if (type !== 'abort' || isWeak(options)) return;
    const { once, signal } = Object(options) as AddEventListenerOptions;
    if (signal?.aborted) return;
    const until = signal ? [signal] : [];
    // What is to be called once goes with the abort; where that has been, it is never called, and stays.
    if (once && !this.aborted) until.push(this);
    add(this, listener, until);
  };
  AbortSignal.prototype.addEventListener = listen as Listen;
  AbortSignal.prototype.removeEventListener = function (this: AbortSignal, ...args: Parameters<Listen>): void {
    Reflect.apply(removeEventListener, this, args);
    if (args[0] === 'abort') listeners.get(this)?.remove(args[1]);
  } as Listen;

  return () => {
    const signal = fullest.deref();
    if (signal) listeners.get(signal)?.tidy();
    return countOf(signal);
  };
}

/** What Node itself listens with, as for another listener's `signal`, it lets go of with what that is for. */
const isWeak = (options: unknown): boolean =>
  typeof options === 'object' &&
  options !== null &&
  Object.getOwnPropertySymbols(options).some(({ description }) => description === 'kWeak');

const isOver = (until: AbortSignal[]): boolean => until.some(({ aborted }) => aborted);

/** What waits for one signal, each with the signals that may take it away; those are only looked at, so that nothing of ours lives as long as they do. */
class Waiting {
  readonly #listeners = new Map<unknown, AbortSignal[]>();
  #tidyAt = 16;

  add(listener: unknown, until: AbortSignal[]): void {
    const before = this.#listeners.get(listener);
    // One that listens already goes on until what it had been given.
    if (before && !isOver(before)) return;
    this.#listeners.set(listener, until);
    if (this.count >= this.#tidyAt) this.tidy();
  }

  remove(listener: unknown): void {
    this.#listeners.delete(listener);
  }

  /** Lets go of those that have been taken away. */
  tidy(): void {
    for (const [listener, until] of this.#listeners) if (isOver(until)) this.#listeners.delete(listener);
    this.#tidyAt = 2 * this.count + 16;
  }

  /** Of them, with some that have been taken away since it was tidied. */
  get count(): number {
    return this.#listeners.size;
  }
}

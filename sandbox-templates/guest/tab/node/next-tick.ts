// All that streams want of the process, apart from it: the process has streams itself.

/** After what runs now, before anything else. Node has a queue of its own for it, ahead of the promises'; here they share one. */
export const nextTick = (callback: (...args: unknown[]) => void, ...args: unknown[]): void =>
  queueMicrotask(args.length ? () => callback(...args) : callback);

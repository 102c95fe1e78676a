/** Something took longer than it may. */
export class TimedOut extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super(`Nothing came of it within ${seconds} seconds.`);
    this.name = 'TimedOut';
    this.seconds = seconds;
  }
}

/** @throws {TimedOut}; the signal's reason where that ended it; what the promise throws. */
export async function within<T>(seconds: number, promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  const end = Promise.withResolvers<never>();
  const timer = setTimeout(() => end.reject(new TimedOut(seconds)), seconds * 1000);
  const abort = () => end.reject(signal!.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, end.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

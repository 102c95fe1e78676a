import * as timers from './timers.ts';

interface Options {
  signal?: AbortSignal;
  ref?: boolean;
}

const abortError = (signal: AbortSignal) =>
  Object.assign(new Error('The operation was aborted', { cause: signal.reason }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  });

function wait<T>(
  start: (done: () => void) => timers.Timeout | timers.Immediate,
  value: T,
  { signal, ref = true }: Options = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal));
    const timer = start(() => {
      signal?.removeEventListener('abort', abort);
      resolve(value);
    });
    const abort = () => {
      timer.close();
      reject(abortError(signal!));
    };
    if (!ref) timer.unref();
    signal?.addEventListener('abort', abort, { once: true });
  });
}

export const setTimeout = <T>(delay?: number, value?: T, options?: Options) =>
  wait((done) => timers.setTimeout(done, delay), value, options);
export const setImmediate = <T>(value?: T, options?: Options) =>
  wait((done) => timers.setImmediate(done), value, options);

export async function* setInterval<T>(
  delay?: number,
  value?: T,
  options?: Options,
): AsyncGenerator<T | undefined, void, undefined> {
  for (;;) yield await setTimeout(delay, value, options);
}

export const scheduler = {
  wait: (delay: number, options?: Options) => setTimeout(delay, undefined, options),
  yield: () => setImmediate(),
};

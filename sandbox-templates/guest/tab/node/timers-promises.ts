import { abortError } from './errors.ts';
import * as timers from './timers.ts';

interface Options {
  signal?: AbortSignal;
  ref?: boolean;
}

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

/** As in Node, it ticks on while what it gave is dealt with: what came meanwhile comes at once. */
export async function* setInterval<T>(
  delay?: number,
  value?: T,
  { signal, ref = true }: Options = {},
): AsyncGenerator<T | undefined, void, undefined> {
  if (signal?.aborted) throw abortError(signal);
  let ticks = 0;
  let wake: () => void = () => undefined;
  const abort = () => wake();
  const timer = timers.setInterval(() => {
    ticks++;
    wake();
  }, delay);
  if (!ref) timer.unref();
  signal?.addEventListener('abort', abort);
  try {
    for (;;) {
      if (ticks === 0 && !signal?.aborted) await new Promise<void>((resolve) => (wake = resolve));
      if (signal?.aborted) throw abortError(signal);
      for (; ticks > 0; ticks--) yield value;
    }
  } finally {
    timer.close();
    signal?.removeEventListener('abort', abort);
  }
}

// What `util.promisify` makes of the others.
const custom = Symbol.for('nodejs.util.promisify.custom');
for (const [timer, promised] of [
  [timers.setTimeout, setTimeout],
  [timers.setImmediate, setImmediate],
] as const)
  Object.defineProperty(timer, custom, { value: promised, enumerable: true });

export const scheduler = {
  wait: (delay: number, options?: Options) => setTimeout(delay, undefined, options),
  yield: () => setImmediate(),
};

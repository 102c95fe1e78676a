// What Node 24 has of V8 and a page has not: the frame of what runs, which each callback and each `await` takes along.

/** Stores and their values. As in Node, only `disable` changes one that is in use. */
type Frame = Map<object, unknown> | undefined;

type Callback = (...args: never[]) => unknown;

const NativePromise = Promise;
const { then } = NativePromise.prototype;
const resolved = NativePromise.resolve.bind(NativePromise);
const rejected = NativePromise.reject.bind(NativePromise);
const { apply } = Reflect;
const enqueue = queueMicrotask.bind(globalThis);

let current: Frame;
let clearing = false;

export const currentFrame = (): Frame => current;

/** Until what runs now ends: as nothing tells of that end, a microtask sees to it that nothing begins in a frame of others. */
export function enterFrame(frame: Frame): void {
  current = frame;
  if (clearing) return;
  clearing = true;
  enqueue(clear);
}

function clear(): void {
  current = undefined;
  clearing = false;
}

export function inFrame<R>(frame: Frame, action: (...args: never[]) => R, self: unknown, args: unknown[]): R {
  const before = current;
  current = frame;
  try {
    return apply(action, self, args);
  } finally {
    current = before;
  }
}

/** Has a callback, if it is one, called in the frame of now. */
export function bind<F extends Callback>(callback: F): F {
  if (typeof callback !== 'function') return callback;
  const frame = current;
  return function (this: unknown, ...args: unknown[]) {
    return inFrame(frame, callback, this, args);
  } as unknown as F;
}

/**
 * `await` of the promise that this returns goes on in the frame of now: of the promise's two reactions, ours comes first, and nothing between
 * them. What `await` makes of a value is made here: it takes no turn more.
 */
export function kept(awaited?: unknown): Promise<unknown> {
  const promise = promiseOf(awaited);
  const restore = restoring(current);
  void apply(then, promise, [restore, restore]);
  return promise;
}

/** By itself, so that it holds nothing but the frame. */
const restoring = (frame: Frame) => (): void => enterFrame(frame);

/** An object's own `then` is called in the frame of now as well. */
function promiseOf(value: unknown): Promise<unknown> {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return resolved(value);
  if (value instanceof NativePromise && value.constructor === NativePromise) return value;
  let method: unknown;
  try {
    method = (value as PromiseLike<unknown>).then;
  } catch (error) {
    return rejected(error);
  }
  return new NativePromise((resolve, reject) => {
    if (typeof method !== 'function') return resolve(value);
    const call = (): void => {
      try {
        apply(method as Callback, value, [resolve, reject]);
      } catch (error) {
        reject(error);
      }
    };
    enqueue(bind(call));
  });
}

type Step = (value?: unknown) => unknown;
type Steps = Record<'next', Step> & Partial<Record<'return' | 'throw', Step>>;

/** An iterator whose every step is kept. */
export function keptAll(iterable: unknown): AsyncIterable<unknown> {
  const { [Symbol.asyncIterator]: ofPromises, [Symbol.iterator]: ofValues } = iterable as Record<symbol, Callback>;
  if (typeof (ofPromises ?? ofValues) !== 'function') throw new TypeError(`${typeof iterable} is not async iterable`);
  return {
    [Symbol.asyncIterator](): AsyncIterator<unknown> {
      const iterator = ofPromises
        ? (apply(ofPromises, iterable, []) as Steps)
        : waiting(apply(ofValues!, iterable, []) as Steps);
      const step = (method: Step | undefined) =>
        method == null ? undefined : (value?: unknown) => kept(apply(method, iterator, [value]));
      return {
        next: step(iterator.next),
        get return() {
          return step(iterator.return);
        },
        get throw() {
          return step(iterator.throw);
        },
      } as AsyncIterator<unknown>;
    },
  };
}

/** Steps of an iterator that knows no promises: what it gives is waited for, and a failure ends it. */
function waiting(values: Steps): Steps {
  const close = (error: unknown): never => {
    values.return?.();
    throw error;
  };
  const step = (take: () => unknown): Promise<unknown> => {
    try {
      const { done, value } = take() as IteratorResult<unknown>;
      return apply(then, promiseOf(value), [(value: unknown) => ({ done, value }), done ? undefined : bind(close)]);
    } catch (error) {
      return rejected(error);
    }
  };
  return {
    next: (value) => step(() => values.next(value)),
    return: (value) => step(() => (values.return ? values.return(value) : { done: true, value })),
    ...(values.throw && { throw: (error) => step(() => values.throw!(error)) }),
  };
}

/** Disposed of before and after what a block uses: what they note between them is the frame that the block was left in. */
export function keptUsing(): object {
  let left: { frame: Frame } | null = null;
  return {
    leaving: {
      [Symbol.asyncDispose]() {
        left = { frame: current };
        return kept();
      },
    },
    [Symbol.asyncDispose]() {
      // Where what is used could not be had, nothing was disposed of, and the frame is as it was.
      if (left) enterFrame(left.frame);
      return kept();
    },
  };
}

/** A promise's reaction, which has one argument. */
function reaction(callback: unknown): unknown {
  if (typeof callback !== 'function') return callback;
  const frame = current;
  return (value: unknown): unknown => {
    const before = current;
    current = frame;
    try {
      return (callback as Step)(value);
    } finally {
      current = before;
    }
  };
}

/** Has the platform's own callbacks take their frames along. What was given before has none: there was no store yet. */
export function patchPlatform(): void {
  const generators = Object.getPrototypeOf(async function* () {}).prototype as AsyncGenerator;
  const { return: leave } = generators;
  const patch = (holder: object, name: string, value: Callback) =>
    Object.defineProperty(holder, name, { ...Object.getOwnPropertyDescriptor(holder, name), value });
  patch(NativePromise.prototype, 'then', function (this: unknown, fulfilled?: unknown, failed?: unknown) {
    return apply(then, this, [reaction(fulfilled), reaction(failed)]);
  });
  // A generator waits for the value before its `finally`.
  patch(generators, 'return', function (this: unknown, value: unknown) {
    return apply(leave, this, [kept(value)]);
  });
  patch(globalThis, 'queueMicrotask', (callback: () => void) => enqueue(bind(callback)));
}

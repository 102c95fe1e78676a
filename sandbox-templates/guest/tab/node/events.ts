import { inspect } from 'node-inspect-extracted';
// With a slash, the library's everywhere: on Node, too, where this is tested.
import { EventEmitter } from 'events/';
import { abortError, codedError, notHere } from './errors.ts';

type Listener = (...args: any[]) => void;
type Target = EventEmitter | EventTarget;
type Name = string | symbol;
/** What the library has of them. `warned`: too many were told of. */
type Emitter = EventEmitter & { _events?: Record<Name, (Listener | Listener[]) & { warned?: boolean }> };

export { EventEmitter };
export const errorMonitor: unique symbol = Symbol('events.errorMonitor');
export const captureRejectionSymbol: unique symbol = Symbol.for('nodejs.rejection') as never;
export const defaultMaxListeners = EventEmitter.defaultMaxListeners;

// The library is older than these of Node's: who only watches for errors (12.16), the words for what is no error, a count of one listener (18.16).
const { emit, listenerCount: countOf } = EventEmitter.prototype;
EventEmitter.prototype.emit = function (this: EventEmitter, event: Name, ...args: unknown[]): boolean {
  if (event === 'error') {
    emit.call(this, errorMonitor, ...args);
    if (!(args[0] instanceof Error) && countOf.call(this, 'error') === 0)
      throw Object.assign(codedError(Error, 'ERR_UNHANDLED_ERROR', `Unhandled error. (${inspect(args[0])})`), {
        context: args[0],
      });
  }
  return emit.call(this, event, ...args);
};
EventEmitter.prototype.listenerCount = function (this: EventEmitter, event: Name, listener?: Function): number {
  return listener ? this.listeners(event).filter((other) => other === listener).length : countOf.call(this, event);
};

// The library would give the console the whole emitter.
for (const name of ['addListener', 'on', 'prependListener'] as const) {
  const add = EventEmitter.prototype[name];
  EventEmitter.prototype[name] = function (this: Emitter, event: Name, listener: Listener) {
    const [before, most] = [this._events?.[event], this.getMaxListeners()];
    const isTooMany =
      most > 0 && before !== undefined && !before.warned && (Array.isArray(before) ? before.length : 1) >= most;
    if (!isTooMany || typeof listener !== 'function') return add.call(this, event, listener);
    this._events![event] = Object.assign(Array.isArray(before) ? before : [before], { warned: true });
    add.call(this, event, listener);
    const count = this.listenerCount(event);
    process.emitWarning(
      Object.assign(
        new Error(
          `Possible EventEmitter memory leak detected. ${count} ${String(event)} listeners added to ${inspect(this, { depth: -1 })}. MaxListeners is ${most}. Use emitter.setMaxListeners() to increase limit`,
        ),
        { name: 'MaxListenersExceededWarning', emitter: this, type: event, count },
      ),
    );
    return this;
  } as typeof add;
}

const isEmitter = (target: Target): target is EventEmitter => typeof (target as EventEmitter).on === 'function';

/** Returns what ends it. */
function listen(target: Target, event: Name, listener: Listener): () => void {
  if (!isEmitter(target)) {
    target.addEventListener(event as string, listener);
    return () => target.removeEventListener(event as string, listener);
  }
  target.on(event, listener);
  return () => void target.off(event, listener);
}

/** `listen` to an event, to the errors of an emitter, and to a signal. */
function listenToAll(
  target: Target,
  event: Name,
  signal: AbortSignal | undefined,
  take: Listener,
  fail: (error: unknown) => void,
): (() => void)[] {
  return [
    listen(target, event, take),
    ...(isEmitter(target) && event !== 'error' ? [listen(target, 'error', fail)] : []),
    ...(signal ? [listen(signal, 'abort', () => fail(abortError(signal)))] : []),
  ];
}

/** The arguments of the event when it comes. An 'error' and the signal end the wait. */
export const once = (target: Target, event: Name, { signal }: { signal?: AbortSignal } = {}): Promise<unknown[]> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal));
    const end = () => stops.forEach((stop) => stop());
    const take: Listener = (...args) => {
      end();
      resolve(args);
    };
    const fail = (error: unknown) => {
      end();
      reject(error);
    };
    const stops = listenToAll(target, event, signal, take, fail);
  });

interface OnOptions {
  signal?: AbortSignal;
  /** Events that end it. */
  close?: Name[];
}

/** Each time the event comes, its arguments, from this call on. An 'error' and the signal end it. */
export function on(
  target: Target,
  event: Name,
  { signal, close = [] }: OnOptions = {},
): AsyncIterableIterator<unknown[], undefined, undefined> {
  if (signal?.aborted) throw abortError(signal);
  type Step = IteratorResult<unknown[], undefined>;
  const arrived: unknown[][] = [];
  const waiting: PromiseWithResolvers<Step>[] = [];
  let failure: { error: unknown } | null = null;
  let isOver = false;
  const over = { done: true, value: undefined } as const;

  const end = (): void => {
    isOver = true;
    for (const stop of stops.splice(0)) stop();
    for (const { resolve } of waiting.splice(0)) resolve(over);
  };
  const fail = (error: unknown): void => {
    const first = waiting.shift();
    if (first) first.reject(error);
    else failure = { error };
    end();
  };
  const take = (...args: unknown[]): void => {
    const first = waiting.shift();
    if (first) first.resolve({ done: false, value: args });
    else arrived.push(args);
  };
  const stops = [...listenToAll(target, event, signal, take, fail), ...close.map((name) => listen(target, name, end))];
  return {
    next(): Promise<Step> {
      if (arrived.length > 0) return Promise.resolve({ done: false, value: arrived.shift()! });
      if (failure) {
        const { error } = failure;
        failure = null;
        return Promise.reject(error);
      }
      if (isOver) return Promise.resolve(over);
      const step = Promise.withResolvers<Step>();
      waiting.push(step);
      return step.promise;
    },
    async return(): Promise<Step> {
      end();
      return over;
    },
    async throw(error: unknown): Promise<Step> {
      fail(error);
      return over;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

export const listenerCount = (emitter: EventEmitter, event: Name): number => emitter.listenerCount(event);
export function getEventListeners(target: Target, event: Name): Function[] {
  if (!isEmitter(target)) throw notHere('A list of the listeners of an EventTarget');
  return target.listeners(event);
}
/** To an EventTarget, a browser sets no limit. */
export const getMaxListeners = (target: Target): number => (isEmitter(target) ? target.getMaxListeners() : 0);

export function setMaxListeners(count: number, ...targets: Target[]): void {
  if (targets.length === 0) EventEmitter.defaultMaxListeners = count;
  for (const target of targets) if (isEmitter(target)) target.setMaxListeners(count);
}

export function addAbortListener(signal: AbortSignal, listener: (event: Event) => void): Disposable {
  const remove = () => signal.removeEventListener('abort', listener);
  if (signal.aborted) queueMicrotask(() => listener(new Event('abort')));
  else signal.addEventListener('abort', listener, { once: true });
  return { [Symbol.dispose]: remove };
}

export default Object.assign(EventEmitter, {
  EventEmitter,
  once,
  on,
  errorMonitor,
  captureRejectionSymbol,
  getEventListeners,
  getMaxListeners,
  setMaxListeners,
  addAbortListener,
});

import { EventEmitter, once as onceOf } from 'events';

type Listener = (...args: any[]) => void;
type Target = EventEmitter | EventTarget;

export { EventEmitter };
export const once = onceOf;
export const errorMonitor: unique symbol = Symbol('events.errorMonitor');
export const captureRejectionSymbol: unique symbol = Symbol.for('nodejs.rejection') as never;
export const defaultMaxListeners = EventEmitter.defaultMaxListeners;

export const listenerCount = (emitter: EventEmitter, event: string | symbol): number => emitter.listenerCount(event);
export const getEventListeners = (emitter: EventEmitter, event: string | symbol): Function[] =>
  emitter.listeners(event);
export const getMaxListeners = (emitter: EventEmitter): number => emitter.getMaxListeners();

export function setMaxListeners(count: number, ...targets: Target[]): void {
  if (targets.length === 0) EventEmitter.defaultMaxListeners = count;
  for (const target of targets) if (target instanceof EventEmitter) target.setMaxListeners(count);
}

export function addAbortListener(signal: AbortSignal, listener: (event: Event) => void): Disposable {
  const remove = () => signal.removeEventListener('abort', listener);
  if (signal.aborted) queueMicrotask(() => listener(new Event('abort')));
  else signal.addEventListener('abort', listener, { once: true });
  return { [Symbol.dispose]: remove };
}

/** Each time the event comes, its arguments. An 'error' ends it. */
export async function* on(
  emitter: EventEmitter,
  event: string | symbol,
  { signal }: { signal?: AbortSignal } = {},
): AsyncGenerator<unknown[], void, undefined> {
  const arrived: unknown[][] = [];
  let failure: { error: unknown } | null = null;
  let wake: () => void = () => undefined;
  const onEvent: Listener = (...args) => {
    arrived.push(args);
    wake();
  };
  const onError = (error: unknown) => {
    failure = { error };
    wake();
  };
  const onAbort = () =>
    onError(
      Object.assign(new Error('The operation was aborted', { cause: signal!.reason }), {
        name: 'AbortError',
        code: 'ABORT_ERR',
      }),
    );
  emitter.on(event, onEvent);
  if (event !== 'error') emitter.on('error', onError);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      yield* arrived.splice(0);
      if (failure) throw (failure as { error: unknown }).error;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    emitter.off(event, onEvent);
    emitter.off('error', onError);
    signal?.removeEventListener('abort', onAbort);
  }
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

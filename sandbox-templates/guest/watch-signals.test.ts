import { getEventListeners } from 'node:events';
import { aborted } from 'node:util';
import v8 from 'node:v8';
import vm from 'node:vm';
import { beforeEach, expect, test } from 'vitest';
import { watchSignals } from './watch-signals.ts';

const most = watchSignals();
let controller: AbortController;
let signal: AbortSignal;
let others = 0;
const listen = (options?: AddEventListenerOptions | null, listener = () => undefined) =>
  signal.addEventListener('abort', listener, options as AddEventListenerOptions);

beforeEach(() => {
  controller = new AbortController();
  ({ signal } = controller);
  // Of all signals, the one that has most is told.
  others = most();
  while (others-- > -1) listen();
  others = most();
});

test('counts listeners until they are taken away', () => {
  const listener = () => undefined;
  listen({}, listener);
  listen({}, listener);
  expect(most()).toBe(others + 1);
  signal.removeEventListener('abort', () => undefined);
  expect(most()).toBe(others + 1);
  signal.removeEventListener('abort', listener);
  expect(most()).toBe(others);
});

test('counts none whose own signal has taken it away, then or before', () => {
  for (let i = 0; i < 100; i++) {
    const until = new AbortController();
    listen({ signal: until.signal });
    until.abort();
    listen({ signal: until.signal });
  }
  expect(most()).toBe(others);
  listen({ signal: new AbortController().signal });
  expect(most()).toBe(others + 1);
});

test('counts, once a signal has aborted, those that Node keeps: none that was to be called once, but one that came too late to be', () => {
  const listener = () => undefined;
  for (let i = 0; i < 100; i++) listen({ once: true });
  listen({ once: true }, listener);
  listen(null);
  expect(most()).toBe(others + 102);
  controller.abort();
  expect(most()).toBe(others + 1);
  listen({ once: true }, listener);
  expect(most()).toBe(others + 2);
  expect(getEventListeners(signal, 'abort')).toHaveLength(others + 2);
});

test('counts none that Node lets go of by itself', () => {
  const resource = {};
  void aborted(signal, resource);
  new EventTarget().addEventListener('change', () => undefined, { signal });
  expect(most()).toBe(others);
});

test('keeps neither what was taken away, nor a signal whose listener another may take away', async () => {
  v8.setFlagsFromString('--expose-gc');
  const gc = vm.runInNewContext('gc') as () => void;
  const refs: WeakRef<object>[] = [];
  const until = new AbortController();
  for (let i = 0; i < 100; i++) {
    const mine = new AbortController();
    const listener = () => undefined;
    refs.push(new WeakRef(listener), new WeakRef(mine.signal));
    mine.signal.addEventListener('abort', listener, { signal: until.signal });
    listen({ signal: AbortSignal.abort() }, listener);
  }
  await new Promise((resolve) => setTimeout(resolve));
  gc();
  expect(refs.filter((ref) => ref.deref()).length).toBeLessThanOrEqual(2);
  until.abort();
});

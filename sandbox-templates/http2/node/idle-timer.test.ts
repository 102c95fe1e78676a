import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { IdleTimer } from './idle-timer.ts';
import type { Idling } from './idle-timer.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Timers as a browser has them: numbers. */
function asInBrowser(): void {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  vi.stubGlobal('setTimeout', (callback: () => void, milliseconds: number) => {
    const id = timers.size + 1;
    timers.set(id, set(callback, milliseconds));
    return id;
  });
  vi.stubGlobal('clearTimeout', (id: number) => clear(timers.get(id)));
}

it.each([
  ['Node', () => undefined],
  ['a browser', asInBrowser],
])('tells a silence, not what goes on, by the timers of %s', (_, prepare) => {
  prepare();
  const emit = vi.fn();
  const owner: Idling = {
    _connection: { movements: 0, movementsSeen: 0 },
    _isWriting: false,
    _touch: () => timer.touch(),
    emit,
  };
  const timer = new IdleTimer(owner);
  timer.start(100);
  for (let touched = 0; touched < 5; touched++) {
    vi.advanceTimersByTime(99);
    timer.touch();
  }
  expect(emit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(emit).toHaveBeenCalledExactlyOnceWith('timeout');
  timer.touch();
  vi.advanceTimersByTime(100);
  expect(emit).toHaveBeenCalledTimes(2);
  timer.stop();
  timer.touch();
  vi.advanceTimersByTime(1000);
  expect(emit).toHaveBeenCalledTimes(2);
});

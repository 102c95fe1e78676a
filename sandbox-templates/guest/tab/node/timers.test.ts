import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { whenIdle, whenOver } from '../event-loop.ts';
import * as timers from './timers.ts';
import { setInterval as every, setTimeout as wait } from './timers-promises.ts';

/** Resolves once nothing holds the program. */
const idle = () => new Promise<void>((resolve) => whenIdle(resolve));

test('a program is over when its timers are, those it let go of apart', async () => {
  const fired: string[] = [];
  timers.setInterval(() => fired.push('never'), 1e6).unref();
  timers.setTimeout((...args) => fired.push(args.join()), 5, 'a', 'b');
  timers.setImmediate(() => timers.setTimeout(() => fired.push('nested'), 1));
  await idle();
  expect(fired.toSorted()).toEqual(['a,b', 'nested']);
});

test('a repeated timer comes again until it is cleared, from within too', async () => {
  let count = 0;
  const interval = timers.setInterval(() => {
    if (++count === 3) timers.clearInterval(interval);
  }, 1);
  await idle();
  expect(count).toBe(3);
});

test('a timer is cleared by itself or by its number, and set again by refresh', async () => {
  let fired = 0;
  const cleared = timers.setTimeout(() => fired++, 1);
  timers.clearTimeout(Number(cleared));
  const again = timers.setTimeout(() => {
    if (++fired === 1) again.refresh();
  }, 1);
  await idle();
  expect(fired).toBe(2);
  expect(again.hasRef()).toBe(true);
  timers.clearTimeout(undefined);
});

test('immediates of one turn run in order, those they set in the next', async () => {
  const order: string[] = [];
  timers.setImmediate(() => {
    order.push('one');
    timers.setImmediate(() => order.push('three'));
    void Promise.resolve().then(() => order.push('after one'));
  });
  const cleared = timers.setImmediate(() => order.push('never'));
  timers.setImmediate(() => order.push('two'));
  timers.clearImmediate(cleared);
  await idle();
  expect(order).toEqual(['one', 'after one', 'two', 'three']);
});

test('a timer that was cleared is not set again', async () => {
  let fired = 0;
  const timer = timers.setTimeout(() => fired++, 1);
  timers.clearTimeout(timer);
  timer.refresh();
  const own = timers.setTimeout(() => {
    fired++;
    timers.clearTimeout(own);
    own.refresh();
  }, 1);
  await idle();
  expect(fired).toBe(1);
});

type Wait = (...args: unknown[]) => Promise<unknown>;

test('util.promisify makes waits of them', async () => {
  expect(await (promisify(timers.setTimeout) as Wait)(1, 'a')).toBe('a');
  expect(await (promisify(timers.setImmediate) as Wait)('b')).toBe('b');
});

test('an interval that is waited for ticks on meanwhile, and can be broken off', async () => {
  const abort = new AbortController();
  const ticks = every(1, 'tick', { signal: abort.signal });
  await ticks.next();
  await wait(5);
  let turned = false;
  timers.setImmediate(() => (turned = true));
  expect(await ticks.next()).toEqual({ done: false, value: 'tick' });
  expect(turned).toBe(false);
  abort.abort();
  const toItsEnd = async (): Promise<never> => {
    for (;;) await ticks.next();
  };
  await expect(toItsEnd()).rejects.toMatchObject({ code: 'ABORT_ERR' });
  await idle();
});

test('a program that is about to end is asked each time whether there is more', async () => {
  const told: string[] = [];
  await new Promise<void>((resolve) =>
    whenOver(
      () => {
        told.push('idle');
        if (told.length < 4) timers.setTimeout(() => told.push('more'), 1);
      },
      () => {
        told.push('over');
        resolve();
      },
    ),
  );
  expect(told).toEqual(['idle', 'more', 'idle', 'more', 'idle', 'over']);
});

test('who watches holds nothing', async () => {
  const timer = timers.withoutHolding(() => timers.setInterval(() => undefined, 1e6));
  await idle();
  expect(timer.hasRef()).toBe(false);
  timer.close();
});

test('a wait can be broken off', async () => {
  const abort = new AbortController();
  const waiting = wait(1e6, 'value', { signal: abort.signal });
  abort.abort('enough');
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError', code: 'ABORT_ERR', cause: 'enough' });
  await idle();
  expect(await wait(1, 'value')).toBe('value');
});

test('what cannot be called is refused', () => {
  expect(() => timers.setTimeout(undefined as never)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }),
  );
});

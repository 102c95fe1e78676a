import { expect, test } from 'vitest';
import { Queue } from './queue.ts';

test('gives what was pushed, in order, and ends after the last', async () => {
  const queue = new Queue<number>();
  queue.push(1);
  const taken: number[] = [];
  const reading = (async () => {
    for await (const value of queue) {
      taken.push(value);
      if (value === 1) queue.push(2);
    }
  })();
  await Promise.resolve();
  queue.push(3);
  queue.end();
  queue.push(4);
  await reading;
  expect(taken.toSorted()).toEqual([1, 2, 3]);
  expect(taken[0]).toBe(1);
});

test('wakes a loop that waits, for a value and for the end', async () => {
  const queue = new Queue<string>();
  const values = queue[Symbol.asyncIterator]();
  const first = values.next();
  queue.push('a');
  expect(await first).toEqual({ value: 'a', done: false });
  const second = values.next();
  queue.end();
  expect(await second).toEqual({ value: undefined, done: true });
});

import { expect, test } from 'vitest';
import { Queue } from './queue.ts';

test('gives what was pushed, in order, also what is pushed while it is read, and ends after the last', async () => {
  const queue = new Queue<number>();
  queue.push(1);
  queue.push(2);
  const taken: number[] = [];
  for await (const value of queue) {
    taken.push(value);
    if (value === 2) {
      queue.push(3);
      queue.end();
      queue.push(4);
    }
  }
  expect(taken).toEqual([1, 2, 3]);
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
